
use builtin;
use str;

set edit:completion:arg-completer[tieline] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'tieline'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'tieline'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand config 'Check and show the deployment''s configuration'
            cand mail 'Send mail through the deployment''s mailer'
            cand storage 'Put, get and look at objects in the deployment''s store'
            cand explain 'Explain a problem code, or a rule of the check'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page of a command'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;config'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand check 'Say what is wrong with the configuration, with file and line'
            cand show 'Show every value that is set, where it came from and what it shadowed'
            cand init 'Ask for the variables of services, and write them to an env file'
            cand vars 'Show the contract of variables: type, default, when required, aliases'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;config;check'= {
            cand --for 'Judge as this deployment reads the variables [default: dify where an env file looks like its]'
            cand --send-to 'Send one real message to this address, through every mailer that is proven'
            cand --allow 'Silence a rule, by the name in brackets; a comment `# tieline: allow RULE` on a line of the env file does so for that line'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --live 'Also make a real round trip to every service in use, all at once'
            cand --strict 'Treat warnings as errors'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;config;show'= {
            cand --reveal 'Print one secret''s value, alone, on stdout'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;config;init'= {
            cand --to 'The file to write'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --non-interactive 'Ask nothing, write a template'
            cand --force 'Replace the file if it exists'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;config;vars'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;config;help'= {
            cand check 'Say what is wrong with the configuration, with file and line'
            cand show 'Show every value that is set, where it came from and what it shadowed'
            cand init 'Ask for the variables of services, and write them to an env file'
            cand vars 'Show the contract of variables: type, default, when required, aliases'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;config;help;check'= {
        }
        &'tieline;config;help;show'= {
        }
        &'tieline;config;help;init'= {
        }
        &'tieline;config;help;vars'= {
        }
        &'tieline;config;help;help'= {
        }
        &'tieline;mail'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand send 'Send a message, or one for each row of a file, and say what became of it at each recipient'
            cand templates 'List the templates with their variables'
            cand log 'Show what became of what was sent'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;mail;send'= {
            cand --to 'A recipient; may be given more than once'
            cand --cc 'Who gets a copy'
            cand --bcc 'Who gets a copy that nobody else knows of'
            cand --reply-to 'Where answers go'
            cand --from 'The sender [default: MAIL_DEFAULT_SEND_FROM]'
            cand --subject 'The subject; a template has its own'
            cand --text 'The body'
            cand --text-file 'The body, from a file; `-` is stdin'
            cand --html 'The body as HTML, beside the text'
            cand --html-file 'The body as HTML, from a file'
            cand --attach 'A file to attach'
            cand --inline 'A file that the HTML shows as cid:NAME'
            cand --header 'A header of your own, such as ''X-Campaign: spring'''
            cand --unsubscribe 'Where a reader unsubscribes, an https: or mailto: URL'
            cand --template 'Fill in a template; `tieline mail templates` lists them'
            cand --var 'A variable of the template'
            cand --lang 'The template''s language'
            cand --template-dir 'Templates of your own, NAME.LANG.txt and NAME.LANG.html, before the built-in ones'
            cand --from-file 'Send a finished message as it is'
            cand --each 'Send one message for each row of this file, whose columns are variables; `to` or `email` is the recipient, `-` is stdin'
            cand --connections 'Connections at once'
            cand --per-connection 'Messages over one connection'
            cand --rate 'At most so many messages a second'
            cand --via 'The mailer [default: what MAIL_TYPE says]'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --resume 'Go on with a batch of this file that was cut off: nobody gets it twice'
            cand --dry-run 'Print the finished message, send nothing'
            cand --transcript 'Show the dialogue with the server on stderr, credentials masked'
            cand --insecure-auth 'Send the password even over a connection that is not encrypted'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;mail;templates'= {
            cand --template-dir 'Templates of your own, before the built-in ones'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;mail;log'= {
            cand --since 'Only what is not older than this, such as 2h or 7d'
            cand --to 'Only to this address'
            cand --outcome 'Only what ended like this'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;mail;help'= {
            cand send 'Send a message, or one for each row of a file, and say what became of it at each recipient'
            cand templates 'List the templates with their variables'
            cand log 'Show what became of what was sent'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;mail;help;send'= {
        }
        &'tieline;mail;help;templates'= {
        }
        &'tieline;mail;help;log'= {
        }
        &'tieline;mail;help;help'= {
        }
        &'tieline;storage'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand put 'Upload a file'
            cand get 'Download an object to a file, or `-` to stdout'
            cand ls 'List objects'
            cand stat 'Show what is known of an object'
            cand cat 'Write an object to stdout'
            cand rm 'Delete an object'
            cand presign 'Print a signed URL for an object'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;storage;put'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --no-clobber 'Fail rather than replace an object'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;get'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --no-clobber 'Fail rather than replace a file'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;ls'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -r 'Into what looks like folders too'
            cand --recursive 'Into what looks like folders too'
            cand -l 'Size and time as well'
            cand --long 'Size and time as well'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;stat'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;cat'= {
            cand --range 'Only the bytes from A to B, both included, counted from 0; B may be left out'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;rm'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;presign'= {
            cand --expires 'How long the URL is good'
            cand --method 'What the URL lets its holder do'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;storage;help'= {
            cand put 'Upload a file'
            cand get 'Download an object to a file, or `-` to stdout'
            cand ls 'List objects'
            cand stat 'Show what is known of an object'
            cand cat 'Write an object to stdout'
            cand rm 'Delete an object'
            cand presign 'Print a signed URL for an object'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;storage;help;put'= {
        }
        &'tieline;storage;help;get'= {
        }
        &'tieline;storage;help;ls'= {
        }
        &'tieline;storage;help;stat'= {
        }
        &'tieline;storage;help;cat'= {
        }
        &'tieline;storage;help;rm'= {
        }
        &'tieline;storage;help;presign'= {
        }
        &'tieline;storage;help;help'= {
        }
        &'tieline;explain'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;completions'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;man'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -q 'Say less on stderr'
            cand --quiet 'Say less on stderr'
            cand -v 'Say more on stderr'
            cand --verbose 'Say more on stderr'
            cand --no-progress 'Draw no progress bars'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
        }
        &'tieline;help'= {
            cand config 'Check and show the deployment''s configuration'
            cand mail 'Send mail through the deployment''s mailer'
            cand storage 'Put, get and look at objects in the deployment''s store'
            cand explain 'Explain a problem code, or a rule of the check'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page of a command'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;help;config'= {
            cand check 'Say what is wrong with the configuration, with file and line'
            cand show 'Show every value that is set, where it came from and what it shadowed'
            cand init 'Ask for the variables of services, and write them to an env file'
            cand vars 'Show the contract of variables: type, default, when required, aliases'
        }
        &'tieline;help;config;check'= {
        }
        &'tieline;help;config;show'= {
        }
        &'tieline;help;config;init'= {
        }
        &'tieline;help;config;vars'= {
        }
        &'tieline;help;mail'= {
            cand send 'Send a message, or one for each row of a file, and say what became of it at each recipient'
            cand templates 'List the templates with their variables'
            cand log 'Show what became of what was sent'
        }
        &'tieline;help;mail;send'= {
        }
        &'tieline;help;mail;templates'= {
        }
        &'tieline;help;mail;log'= {
        }
        &'tieline;help;storage'= {
            cand put 'Upload a file'
            cand get 'Download an object to a file, or `-` to stdout'
            cand ls 'List objects'
            cand stat 'Show what is known of an object'
            cand cat 'Write an object to stdout'
            cand rm 'Delete an object'
            cand presign 'Print a signed URL for an object'
        }
        &'tieline;help;storage;put'= {
        }
        &'tieline;help;storage;get'= {
        }
        &'tieline;help;storage;ls'= {
        }
        &'tieline;help;storage;stat'= {
        }
        &'tieline;help;storage;cat'= {
        }
        &'tieline;help;storage;rm'= {
        }
        &'tieline;help;storage;presign'= {
        }
        &'tieline;help;explain'= {
        }
        &'tieline;help;completions'= {
        }
        &'tieline;help;man'= {
        }
        &'tieline;help;help'= {
        }
    ]
    $completions[$command]
}
