
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
            cand auth 'Log in at the deployment''s providers, and use the session'
            cand config 'Check and show the deployment''s configuration'
            cand mail 'Send mail through the deployment''s mailer'
            cand storage 'Put, get and look at objects in the deployment''s store'
            cand explain 'Explain a problem code, or a rule of the check'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page of a command'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;auth'= {
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
            cand login 'Log in, prove that the deployment''s OAuth client works, and keep the session'
            cand status 'Show who is logged in, with which scopes, and until when'
            cand token 'Print the access token, renewed first when less than five minutes are left'
            cand refresh 'Renew a session'
            cand logout 'Forget a session, or all'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;auth;login'= {
            cand --port 'The port of the callback on 127.0.0.1 [default: any that is free]'
            cand --scope 'Ask for this scope, and for no usual one; may be given more than once'
            cand --login-timeout 'How long to wait for the browser'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --device 'By a code that is typed in a browser anywhere, for hosts without one (RFC 8628)'
            cand --paste 'Take the address that the browser ended on, for a registered callback at which nothing answers'
            cand --with-token 'Take a token from stdin, ask the provider whose it is, and keep it'
            cand --no-browser 'Print the address instead of opening the browser'
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
        &'tieline;auth;status'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --check 'Ask the provider, too'
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
        &'tieline;auth;token'= {
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
        &'tieline;auth;refresh'= {
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
        &'tieline;auth;logout'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --revoke 'Have the provider revoke the tokens first; where it cannot, nothing is forgotten'
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
        &'tieline;auth;help'= {
            cand login 'Log in, prove that the deployment''s OAuth client works, and keep the session'
            cand status 'Show who is logged in, with which scopes, and until when'
            cand token 'Print the access token, renewed first when less than five minutes are left'
            cand refresh 'Renew a session'
            cand logout 'Forget a session, or all'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;auth;help;login'= {
        }
        &'tieline;auth;help;status'= {
        }
        &'tieline;auth;help;token'= {
        }
        &'tieline;auth;help;refresh'= {
        }
        &'tieline;auth;help;logout'= {
        }
        &'tieline;auth;help;help'= {
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
            cand --unsubscribe 'Where a reader unsubscribes, an https: or mailto: URL; with --each filled in as the text is'
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
            cand put 'Upload files, trees of them, or stdin'
            cand get 'Download objects to files, or one to stdout'
            cand cp 'Copy objects between places'
            cand mv 'Move objects: a source goes when its copy is verified'
            cand sync 'Make one tree like another'
            cand check 'Compare two trees, contents and all'
            cand ls 'List objects'
            cand stat 'Show what is known of an object'
            cand cat 'Write an object to stdout'
            cand du 'Sum up the sizes of objects'
            cand rm 'Remove objects'
            cand mb 'Make the configured bucket or container'
            cand rb 'Remove the configured bucket or container'
            cand presign 'Print a signed URL for an object'
            cand run 'Run the storage commands in a file, several at once'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;storage;put'= {
            cand --include 'Of a tree, only what matches; may be given more than once'
            cand --exclude 'Of a tree, nothing that matches; may be given more than once'
            cand --content-type 'The media type [default: guessed from the name]'
            cand --content-encoding 'Such as gzip, for content that is compressed already'
            cand --content-disposition 'Such as ''attachment; filename="a.csv"'''
            cand --cache-control 'Such as ''max-age=3600'''
            cand --metadata 'A name and a value of your own; may be given more than once'
            cand --storage-class 'The provider''s word for where it is kept, such as STANDARD_IA'
            cand --sse 'Encryption at the service: AES256, aws:kms or aws:kms:dsse'
            cand --sse-kms-key-id 'The key for aws:kms'
            cand --concurrency 'Objects under way at once, and parts of a large one'
            cand --part-size 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more'
            cand --limit-rate 'Bytes a second, all together, such as 10MiB'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -r 'All that is in directories: what is in SRC comes to be below DEST'
            cand --recursive 'All that is in directories: what is in SRC comes to be below DEST'
            cand --no-follow-symlinks 'Leave links in directories out'
            cand --literal 'Take wildcards in names as they are'
            cand --no-clobber 'Fail rather than replace; in a tree, leave what is there'
            cand --if-changed 'Leave what is of the same size and not older'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --resume 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
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
            cand --include 'Of a tree, only what matches; may be given more than once'
            cand --exclude 'Of a tree, nothing that matches; may be given more than once'
            cand --concurrency 'Objects under way at once, and parts of a large one'
            cand --part-size 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more'
            cand --limit-rate 'Bytes a second, all together, such as 10MiB'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -r 'All that is below a folder: what is in SRC comes to be in DEST'
            cand --recursive 'All that is below a folder: what is in SRC comes to be in DEST'
            cand --no-follow-symlinks 'Leave links in directories out, as a download does without being told'
            cand --literal 'Take wildcards in names as they are'
            cand --no-clobber 'Fail rather than replace; in a tree, leave what is there'
            cand --if-changed 'Leave what is of the same size and not older'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --resume 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
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
        &'tieline;storage;cp'= {
            cand --include 'Of a tree, only what matches; may be given more than once'
            cand --exclude 'Of a tree, nothing that matches; may be given more than once'
            cand --content-type 'The media type [default: guessed from the name]'
            cand --content-encoding 'Such as gzip, for content that is compressed already'
            cand --content-disposition 'Such as ''attachment; filename="a.csv"'''
            cand --cache-control 'Such as ''max-age=3600'''
            cand --metadata 'A name and a value of your own; may be given more than once'
            cand --storage-class 'The provider''s word for where it is kept, such as STANDARD_IA'
            cand --sse 'Encryption at the service: AES256, aws:kms or aws:kms:dsse'
            cand --sse-kms-key-id 'The key for aws:kms'
            cand --concurrency 'Objects under way at once, and parts of a large one'
            cand --part-size 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more'
            cand --limit-rate 'Bytes a second, all together, such as 10MiB'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -r 'All that is below a folder: what is in SRC comes to be below DEST'
            cand --recursive 'All that is below a folder: what is in SRC comes to be below DEST'
            cand --literal 'Take wildcards in names as they are'
            cand --no-clobber 'Fail rather than replace; in a tree, leave what is there'
            cand --if-changed 'Leave what is of the same size and not older'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --resume 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
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
        &'tieline;storage;mv'= {
            cand --include 'Of a tree, only what matches; may be given more than once'
            cand --exclude 'Of a tree, nothing that matches; may be given more than once'
            cand --content-type 'The media type [default: guessed from the name]'
            cand --content-encoding 'Such as gzip, for content that is compressed already'
            cand --content-disposition 'Such as ''attachment; filename="a.csv"'''
            cand --cache-control 'Such as ''max-age=3600'''
            cand --metadata 'A name and a value of your own; may be given more than once'
            cand --storage-class 'The provider''s word for where it is kept, such as STANDARD_IA'
            cand --sse 'Encryption at the service: AES256, aws:kms or aws:kms:dsse'
            cand --sse-kms-key-id 'The key for aws:kms'
            cand --concurrency 'Objects under way at once, and parts of a large one'
            cand --part-size 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more'
            cand --limit-rate 'Bytes a second, all together, such as 10MiB'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand -r 'All that is below a folder: what is in SRC comes to be below DEST'
            cand --recursive 'All that is below a folder: what is in SRC comes to be below DEST'
            cand --literal 'Take wildcards in names as they are'
            cand --no-clobber 'Fail rather than replace; in a tree, leave what is there'
            cand --if-changed 'Leave what is of the same size and not older'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --resume 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
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
        &'tieline;storage;sync'= {
            cand --shard 'Do the share I of N alone, from 0; `auto` reads the index of a job''s array'
            cand --include 'Of a tree, only what matches; may be given more than once'
            cand --exclude 'Of a tree, nothing that matches; may be given more than once'
            cand --content-type 'The media type [default: guessed from the name]'
            cand --content-encoding 'Such as gzip, for content that is compressed already'
            cand --content-disposition 'Such as ''attachment; filename="a.csv"'''
            cand --cache-control 'Such as ''max-age=3600'''
            cand --metadata 'A name and a value of your own; may be given more than once'
            cand --storage-class 'The provider''s word for where it is kept, such as STANDARD_IA'
            cand --sse 'Encryption at the service: AES256, aws:kms or aws:kms:dsse'
            cand --sse-kms-key-id 'The key for aws:kms'
            cand --concurrency 'Objects under way at once, and parts of a large one'
            cand --part-size 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more'
            cand --limit-rate 'Bytes a second, all together, such as 10MiB'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --delete 'Delete what is only in DEST, after every copy succeeded; a file in the way of a folder, or the reverse, before the copy that takes its place'
            cand --checksum 'Compare contents, not sizes and times'
            cand --no-follow-symlinks 'Leave links in directories out'
            cand --literal 'Take wildcards in names as they are'
            cand --no-clobber 'Fail rather than replace; in a tree, leave what is there'
            cand --if-changed 'Leave what is of the same size and not older'
            cand --dry-run 'Say what would be done, and do nothing'
            cand --resume 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
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
        &'tieline;storage;check'= {
            cand --include 'Of a tree, only what matches; may be given more than once'
            cand --exclude 'Of a tree, nothing that matches; may be given more than once'
            cand --concurrency 'Objects under way at once, and parts of a large one'
            cand --part-size 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more'
            cand --limit-rate 'Bytes a second, all together, such as 10MiB'
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --no-follow-symlinks 'Leave links in directories out'
            cand --resume 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
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
            cand --versions 'Every version of each object, and what was deleted'
            cand --literal 'Take wildcards as they are'
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
            cand --version 'This version of it'
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
        }
        &'tieline;storage;cat'= {
            cand --range 'Only the bytes from A to B, both included, counted from 0; B may be left out'
            cand --version 'This version of it'
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
        }
        &'tieline;storage;du'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --folders 'Each folder below it as well'
            cand --literal 'Take wildcards as they are'
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
            cand -r 'All that lies in folders, too'
            cand --recursive 'All that lies in folders, too'
            cand --literal 'Take wildcards as they are'
            cand -y 'Remove more than one object without being asked'
            cand --yes 'Remove more than one object without being asked'
            cand --dry-run 'Say what would be removed, and remove nothing'
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
        &'tieline;storage;mb'= {
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
        &'tieline;storage;rb'= {
            cand --env-file 'Read variables from a dotenv file; later files win, the environment wins over all'
            cand --profile 'Read variables from a named table of the config file'
            cand -o 'How results are written'
            cand --output 'How results are written'
            cand --color 'When to use colour; auto follows NO_COLOR and the terminal'
            cand --timeout 'How long an attempt may make no progress'
            cand --retries 'Attempts after the first, when a service is unreachable, busy or failing'
            cand --force 'Remove every version of every object in it first'
            cand -y 'Remove more than one object without being asked'
            cand --yes 'Remove more than one object without being asked'
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
        &'tieline;storage;run'= {
            cand --concurrency 'Commands under way at once'
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
            cand put 'Upload files, trees of them, or stdin'
            cand get 'Download objects to files, or one to stdout'
            cand cp 'Copy objects between places'
            cand mv 'Move objects: a source goes when its copy is verified'
            cand sync 'Make one tree like another'
            cand check 'Compare two trees, contents and all'
            cand ls 'List objects'
            cand stat 'Show what is known of an object'
            cand cat 'Write an object to stdout'
            cand du 'Sum up the sizes of objects'
            cand rm 'Remove objects'
            cand mb 'Make the configured bucket or container'
            cand rb 'Remove the configured bucket or container'
            cand presign 'Print a signed URL for an object'
            cand run 'Run the storage commands in a file, several at once'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;storage;help;put'= {
        }
        &'tieline;storage;help;get'= {
        }
        &'tieline;storage;help;cp'= {
        }
        &'tieline;storage;help;mv'= {
        }
        &'tieline;storage;help;sync'= {
        }
        &'tieline;storage;help;check'= {
        }
        &'tieline;storage;help;ls'= {
        }
        &'tieline;storage;help;stat'= {
        }
        &'tieline;storage;help;cat'= {
        }
        &'tieline;storage;help;du'= {
        }
        &'tieline;storage;help;rm'= {
        }
        &'tieline;storage;help;mb'= {
        }
        &'tieline;storage;help;rb'= {
        }
        &'tieline;storage;help;presign'= {
        }
        &'tieline;storage;help;run'= {
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
            cand auth 'Log in at the deployment''s providers, and use the session'
            cand config 'Check and show the deployment''s configuration'
            cand mail 'Send mail through the deployment''s mailer'
            cand storage 'Put, get and look at objects in the deployment''s store'
            cand explain 'Explain a problem code, or a rule of the check'
            cand completions 'Print the completions for a shell'
            cand man 'Print the manual page of a command'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'tieline;help;auth'= {
            cand login 'Log in, prove that the deployment''s OAuth client works, and keep the session'
            cand status 'Show who is logged in, with which scopes, and until when'
            cand token 'Print the access token, renewed first when less than five minutes are left'
            cand refresh 'Renew a session'
            cand logout 'Forget a session, or all'
        }
        &'tieline;help;auth;login'= {
        }
        &'tieline;help;auth;status'= {
        }
        &'tieline;help;auth;token'= {
        }
        &'tieline;help;auth;refresh'= {
        }
        &'tieline;help;auth;logout'= {
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
            cand put 'Upload files, trees of them, or stdin'
            cand get 'Download objects to files, or one to stdout'
            cand cp 'Copy objects between places'
            cand mv 'Move objects: a source goes when its copy is verified'
            cand sync 'Make one tree like another'
            cand check 'Compare two trees, contents and all'
            cand ls 'List objects'
            cand stat 'Show what is known of an object'
            cand cat 'Write an object to stdout'
            cand du 'Sum up the sizes of objects'
            cand rm 'Remove objects'
            cand mb 'Make the configured bucket or container'
            cand rb 'Remove the configured bucket or container'
            cand presign 'Print a signed URL for an object'
            cand run 'Run the storage commands in a file, several at once'
        }
        &'tieline;help;storage;put'= {
        }
        &'tieline;help;storage;get'= {
        }
        &'tieline;help;storage;cp'= {
        }
        &'tieline;help;storage;mv'= {
        }
        &'tieline;help;storage;sync'= {
        }
        &'tieline;help;storage;check'= {
        }
        &'tieline;help;storage;ls'= {
        }
        &'tieline;help;storage;stat'= {
        }
        &'tieline;help;storage;cat'= {
        }
        &'tieline;help;storage;du'= {
        }
        &'tieline;help;storage;rm'= {
        }
        &'tieline;help;storage;mb'= {
        }
        &'tieline;help;storage;rb'= {
        }
        &'tieline;help;storage;presign'= {
        }
        &'tieline;help;storage;run'= {
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
