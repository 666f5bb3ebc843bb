# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tieline_global_optspecs
    string join \n env-file= profile= o/output= q/quiet v/verbose color= timeout= retries= no-progress h/help V/version
end

function __fish_tieline_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tieline_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tieline_using_subcommand
    set -l cmd (__fish_tieline_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tieline -n "__fish_tieline_needs_command" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_needs_command" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_needs_command" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_needs_command" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_needs_command" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_needs_command" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_needs_command" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_needs_command" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_needs_command" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_needs_command" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "config" -d 'Check and show the deployment\'s configuration'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "mail" -d 'Send mail through the deployment\'s mailer'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "storage" -d 'Put, get and look at objects in the deployment\'s store'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "explain" -d 'Explain a problem code, or a rule of the check'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "man" -d 'Print the manual page of a command'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -f -a "check" -d 'Say what is wrong with the configuration, with file and line'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -f -a "show" -d 'Show every value that is set, where it came from and what it shadowed'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -f -a "init" -d 'Ask for the variables of services, and write them to an env file'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -f -a "vars" -d 'Show the contract of variables: type, default, when required, aliases'
complete -c tieline -n "__fish_tieline_using_subcommand config; and not __fish_seen_subcommand_from check show init vars help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l for -d 'Judge as this deployment reads the variables [default: dify where an env file looks like its]' -r -f -a "dify\t''
generic\t'No more than is true for whoever reads the variables'"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l send-to -d 'Send one real message to this address, through every mailer that is proven' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l allow -d 'Silence a rule, by the name in brackets; a comment `# tieline: allow RULE` on a line of the env file does so for that line' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l live -d 'Also make a real round trip to every service in use, all at once'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l strict -d 'Treat warnings as errors'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l reveal -d 'Print one secret\'s value, alone, on stdout' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from show" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l to -d 'The file to write' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l non-interactive -d 'Ask nothing, write a template'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l force -d 'Replace the file if it exists'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from init" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from vars" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "check" -d 'Say what is wrong with the configuration, with file and line'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show every value that is set, where it came from and what it shadowed'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "init" -d 'Ask for the variables of services, and write them to an env file'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "vars" -d 'Show the contract of variables: type, default, when required, aliases'
complete -c tieline -n "__fish_tieline_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -f -a "send" -d 'Send a message, or one for each row of a file, and say what became of it at each recipient'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -f -a "templates" -d 'List the templates with their variables'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -f -a "log" -d 'Show what became of what was sent'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and not __fish_seen_subcommand_from send templates log help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l to -d 'A recipient; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l cc -d 'Who gets a copy' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l bcc -d 'Who gets a copy that nobody else knows of' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l reply-to -d 'Where answers go' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l from -d 'The sender [default: MAIL_DEFAULT_SEND_FROM]' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l subject -d 'The subject; a template has its own' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l text -d 'The body' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l text-file -d 'The body, from a file; `-` is stdin' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l html -d 'The body as HTML, beside the text' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l html-file -d 'The body as HTML, from a file' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l attach -d 'A file to attach' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l inline -d 'A file that the HTML shows as cid:NAME' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l header -d 'A header of your own, such as \'X-Campaign: spring\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l unsubscribe -d 'Where a reader unsubscribes, an https: or mailto: URL' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l template -d 'Fill in a template; `tieline mail templates` lists them' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l var -d 'A variable of the template' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l lang -d 'The template\'s language' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l template-dir -d 'Templates of your own, NAME.LANG.txt and NAME.LANG.html, before the built-in ones' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l from-file -d 'Send a finished message as it is' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l each -d 'Send one message for each row of this file, whose columns are variables; `to` or `email` is the recipient, `-` is stdin' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l connections -d 'Connections at once' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l per-connection -d 'Messages over one connection' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l rate -d 'At most so many messages a second' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l via -d 'The mailer [default: what MAIL_TYPE says]' -r -f -a "smtp\t''
sendgrid\t''
resend\t''
outbox\t''"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l resume -d 'Go on with a batch of this file that was cut off: nobody gets it twice'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l dry-run -d 'Print the finished message, send nothing'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l transcript -d 'Show the dialogue with the server on stderr, credentials masked'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l insecure-auth -d 'Send the password even over a connection that is not encrypted'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l template-dir -d 'Templates of your own, before the built-in ones' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from templates" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l since -d 'Only what is not older than this, such as 2h or 7d' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l to -d 'Only to this address' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l outcome -d 'Only what ended like this' -r -f -a "sent\t''
queued\t''
refused\t''
deferred\t''
unknown\t''"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from log" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from help" -f -a "send" -d 'Send a message, or one for each row of a file, and say what became of it at each recipient'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from help" -f -a "templates" -d 'List the templates with their variables'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from help" -f -a "log" -d 'Show what became of what was sent'
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "put" -d 'Upload a file'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "get" -d 'Download an object to a file, or `-` to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "ls" -d 'List objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "stat" -d 'Show what is known of an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "cat" -d 'Write an object to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "rm" -d 'Delete an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "presign" -d 'Print a signed URL for an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get ls stat cat rm presign help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l no-clobber -d 'Fail rather than replace an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l no-clobber -d 'Fail rather than replace a file'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s r -l recursive -d 'Into what looks like folders too'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s l -l long -d 'Size and time as well'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l range -d 'Only the bytes from A to B, both included, counted from 0; B may be left out' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l expires -d 'How long the URL is good' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l method -d 'What the URL lets its holder do' -r -f -a "get\t''
put\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from presign" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "put" -d 'Upload a file'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "get" -d 'Download an object to a file, or `-` to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "stat" -d 'Show what is known of an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "cat" -d 'Write an object to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Delete an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "presign" -d 'Print a signed URL for an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand explain" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand explain" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand explain" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand explain" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand explain" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand explain" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand explain" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand explain" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand explain" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand explain" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand completions" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand completions" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand completions" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand completions" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand completions" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand completions" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand completions" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand completions" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand completions" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand completions" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand man" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand man" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand man" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand man" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand man" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand man" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand man" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand man" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand man" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand man" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "config" -d 'Check and show the deployment\'s configuration'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "mail" -d 'Send mail through the deployment\'s mailer'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "storage" -d 'Put, get and look at objects in the deployment\'s store'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "explain" -d 'Explain a problem code, or a rule of the check'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "completions" -d 'Print the completions for a shell'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "man" -d 'Print the manual page of a command'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from config mail storage explain completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Say what is wrong with the configuration, with file and line'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show every value that is set, where it came from and what it shadowed'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Ask for the variables of services, and write them to an env file'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "vars" -d 'Show the contract of variables: type, default, when required, aliases'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from mail" -f -a "send" -d 'Send a message, or one for each row of a file, and say what became of it at each recipient'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from mail" -f -a "templates" -d 'List the templates with their variables'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from mail" -f -a "log" -d 'Show what became of what was sent'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "put" -d 'Upload a file'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "get" -d 'Download an object to a file, or `-` to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "ls" -d 'List objects'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "stat" -d 'Show what is known of an object'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "cat" -d 'Write an object to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "rm" -d 'Delete an object'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "presign" -d 'Print a signed URL for an object'
