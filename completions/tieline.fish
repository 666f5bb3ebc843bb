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
complete -c tieline -n "__fish_tieline_needs_command" -f -a "auth" -d 'Log in at the deployment\'s providers, and use the session'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "config" -d 'Check and show the deployment\'s configuration'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "mail" -d 'Send mail through the deployment\'s mailer'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "storage" -d 'Put, get and look at objects in the deployment\'s store'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "explain" -d 'Explain a problem code, or a rule of the check'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "completions" -d 'Print the completions for a shell'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "man" -d 'Print the manual page of a command'
complete -c tieline -n "__fish_tieline_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -f -a "login" -d 'Log in, prove that the deployment\'s OAuth client works, and keep the session'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -f -a "status" -d 'Show who is logged in, with which scopes, and until when'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -f -a "token" -d 'Print the access token, renewed first when less than five minutes are left'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -f -a "refresh" -d 'Renew a session'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -f -a "logout" -d 'Forget a session, or all'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and not __fish_seen_subcommand_from login status token refresh logout help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l port -d 'The port of the callback on 127.0.0.1 [default: any that is free]' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l scope -d 'Ask for this scope, and for no usual one; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l login-timeout -d 'How long to wait for the browser' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l device -d 'By a code that is typed in a browser anywhere, for hosts without one (RFC 8628)'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l paste -d 'Take the address that the browser ended on, for a registered callback at which nothing answers'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l with-token -d 'Take a token from stdin, ask the provider whose it is, and keep it'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l no-browser -d 'Print the address instead of opening the browser'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from login" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l check -d 'Ask the provider, too'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from status" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from token" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from refresh" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l revoke -d 'Have the provider revoke the tokens first; where it cannot, nothing is forgotten'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from logout" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "login" -d 'Log in, prove that the deployment\'s OAuth client works, and keep the session'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show who is logged in, with which scopes, and until when'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "token" -d 'Print the access token, renewed first when less than five minutes are left'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "refresh" -d 'Renew a session'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "logout" -d 'Forget a session, or all'
complete -c tieline -n "__fish_tieline_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
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
complete -c tieline -n "__fish_tieline_using_subcommand mail; and __fish_seen_subcommand_from send" -l unsubscribe -d 'Where a reader unsubscribes, an https: or mailto: URL; with --each filled in as the text is' -r
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
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "put" -d 'Upload files, trees of them, or stdin'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "get" -d 'Download objects to files, or one to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "cp" -d 'Copy objects between places'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "mv" -d 'Move objects: a source goes when its copy is verified'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "sync" -d 'Make one tree like another'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "check" -d 'Compare two trees, contents and all'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "ls" -d 'List objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "stat" -d 'Show what is known of an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "cat" -d 'Write an object to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "du" -d 'Sum up the sizes of objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "rm" -d 'Remove objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "mb" -d 'Make the configured bucket or container'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "rb" -d 'Remove the configured bucket or container'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "presign" -d 'Print a signed URL for an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "run" -d 'Run the storage commands in a file, several at once'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and not __fish_seen_subcommand_from put get cp mv sync check ls stat cat du rm mb rb presign run help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l include -d 'Of a tree, only what matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l exclude -d 'Of a tree, nothing that matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l content-type -d 'The media type [default: guessed from the name]' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l content-encoding -d 'Such as gzip, for content that is compressed already' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l content-disposition -d 'Such as \'attachment; filename="a.csv"\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l cache-control -d 'Such as \'max-age=3600\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l metadata -d 'A name and a value of your own; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l storage-class -d 'The provider\'s word for where it is kept, such as STANDARD_IA' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l sse -d 'Encryption at the service: AES256, aws:kms or aws:kms:dsse' -r -f -a "AES256\t''
aws:kms\t''
aws:kms:dsse\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l sse-kms-key-id -d 'The key for aws:kms' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l concurrency -d 'Objects under way at once, and parts of a large one' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l part-size -d 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l limit-rate -d 'Bytes a second, all together, such as 10MiB' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s r -l recursive -d 'All that is in directories: what is in SRC comes to be below DEST'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l no-follow-symlinks -d 'Leave links in directories out'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l literal -d 'Take wildcards in names as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l no-clobber -d 'Fail rather than replace; in a tree, leave what is there'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l if-changed -d 'Leave what is of the same size and not older'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l dry-run -d 'Say what would be done, and do nothing'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l resume -d 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from put" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l include -d 'Of a tree, only what matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l exclude -d 'Of a tree, nothing that matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l concurrency -d 'Objects under way at once, and parts of a large one' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l part-size -d 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l limit-rate -d 'Bytes a second, all together, such as 10MiB' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s r -l recursive -d 'All that is below a folder: what is in SRC comes to be in DEST'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l no-follow-symlinks -d 'Leave links in directories out, as a download does without being told'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l literal -d 'Take wildcards in names as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l no-clobber -d 'Fail rather than replace; in a tree, leave what is there'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l if-changed -d 'Leave what is of the same size and not older'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l dry-run -d 'Say what would be done, and do nothing'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l resume -d 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from get" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l include -d 'Of a tree, only what matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l exclude -d 'Of a tree, nothing that matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l content-type -d 'The media type [default: guessed from the name]' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l content-encoding -d 'Such as gzip, for content that is compressed already' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l content-disposition -d 'Such as \'attachment; filename="a.csv"\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l cache-control -d 'Such as \'max-age=3600\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l metadata -d 'A name and a value of your own; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l storage-class -d 'The provider\'s word for where it is kept, such as STANDARD_IA' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l sse -d 'Encryption at the service: AES256, aws:kms or aws:kms:dsse' -r -f -a "AES256\t''
aws:kms\t''
aws:kms:dsse\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l sse-kms-key-id -d 'The key for aws:kms' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l concurrency -d 'Objects under way at once, and parts of a large one' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l part-size -d 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l limit-rate -d 'Bytes a second, all together, such as 10MiB' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -s r -l recursive -d 'All that is below a folder: what is in SRC comes to be below DEST'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l literal -d 'Take wildcards in names as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l no-clobber -d 'Fail rather than replace; in a tree, leave what is there'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l if-changed -d 'Leave what is of the same size and not older'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l dry-run -d 'Say what would be done, and do nothing'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l resume -d 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cp" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l include -d 'Of a tree, only what matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l exclude -d 'Of a tree, nothing that matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l content-type -d 'The media type [default: guessed from the name]' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l content-encoding -d 'Such as gzip, for content that is compressed already' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l content-disposition -d 'Such as \'attachment; filename="a.csv"\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l cache-control -d 'Such as \'max-age=3600\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l metadata -d 'A name and a value of your own; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l storage-class -d 'The provider\'s word for where it is kept, such as STANDARD_IA' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l sse -d 'Encryption at the service: AES256, aws:kms or aws:kms:dsse' -r -f -a "AES256\t''
aws:kms\t''
aws:kms:dsse\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l sse-kms-key-id -d 'The key for aws:kms' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l concurrency -d 'Objects under way at once, and parts of a large one' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l part-size -d 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l limit-rate -d 'Bytes a second, all together, such as 10MiB' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -s r -l recursive -d 'All that is below a folder: what is in SRC comes to be below DEST'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l literal -d 'Take wildcards in names as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l no-clobber -d 'Fail rather than replace; in a tree, leave what is there'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l if-changed -d 'Leave what is of the same size and not older'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l dry-run -d 'Say what would be done, and do nothing'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l resume -d 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mv" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l shard -d 'Do the share I of N alone, from 0; `auto` reads the index of a job\'s array' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l include -d 'Of a tree, only what matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l exclude -d 'Of a tree, nothing that matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l content-type -d 'The media type [default: guessed from the name]' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l content-encoding -d 'Such as gzip, for content that is compressed already' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l content-disposition -d 'Such as \'attachment; filename="a.csv"\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l cache-control -d 'Such as \'max-age=3600\'' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l metadata -d 'A name and a value of your own; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l storage-class -d 'The provider\'s word for where it is kept, such as STANDARD_IA' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l sse -d 'Encryption at the service: AES256, aws:kms or aws:kms:dsse' -r -f -a "AES256\t''
aws:kms\t''
aws:kms:dsse\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l sse-kms-key-id -d 'The key for aws:kms' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l concurrency -d 'Objects under way at once, and parts of a large one' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l part-size -d 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l limit-rate -d 'Bytes a second, all together, such as 10MiB' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l delete -d 'Delete what is only in DEST, after every copy succeeded; a file in the way of a folder, or the reverse, before the copy that takes its place'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l checksum -d 'Compare contents, not sizes and times'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l no-follow-symlinks -d 'Leave links in directories out'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l literal -d 'Take wildcards in names as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l no-clobber -d 'Fail rather than replace; in a tree, leave what is there'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l if-changed -d 'Leave what is of the same size and not older'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l dry-run -d 'Say what would be done, and do nothing'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l resume -d 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from sync" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l include -d 'Of a tree, only what matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l exclude -d 'Of a tree, nothing that matches; may be given more than once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l concurrency -d 'Objects under way at once, and parts of a large one' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l part-size -d 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l limit-rate -d 'Bytes a second, all together, such as 10MiB' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l no-follow-symlinks -d 'Leave links in directories out'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l resume -d 'Continue the upload or download of a large file that was interrupted, instead of beginning anew'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from check" -s V -l version -d 'Print version'
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
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l versions -d 'Every version of each object, and what was deleted'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l literal -d 'Take wildcards as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from ls" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from stat" -l version -d 'This version of it' -r
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
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l range -d 'Only the bytes from A to B, both included, counted from 0; B may be left out' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from cat" -l version -d 'This version of it' -r
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
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l folders -d 'Each folder below it as well'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l literal -d 'Take wildcards as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from du" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s r -l recursive -d 'All that lies in folders, too'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l literal -d 'Take wildcards as they are'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Remove more than one object without being asked'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l dry-run -d 'Say what would be removed, and remove nothing'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rm" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from mb" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l force -d 'Remove every version of every object in it first'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -s y -l yes -d 'Remove more than one object without being asked'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from rb" -s V -l version -d 'Print version'
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
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l concurrency -d 'Commands under way at once' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l env-file -d 'Read variables from a dotenv file; later files win, the environment wins over all' -r -F
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l profile -d 'Read variables from a named table of the config file' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -s o -l output -d 'How results are written' -r -f -a "human\t''
json\t'One JSON document on stdout, or JSON Lines where a command streams'"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l color -d 'When to use colour; auto follows NO_COLOR and the terminal' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l timeout -d 'How long an attempt may make no progress' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l retries -d 'Attempts after the first, when a service is unreachable, busy or failing' -r
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -s q -l quiet -d 'Say less on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -s v -l verbose -d 'Say more on stderr'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -l no-progress -d 'Draw no progress bars'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from run" -s V -l version -d 'Print version'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "put" -d 'Upload files, trees of them, or stdin'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "get" -d 'Download objects to files, or one to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "cp" -d 'Copy objects between places'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "mv" -d 'Move objects: a source goes when its copy is verified'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "sync" -d 'Make one tree like another'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "check" -d 'Compare two trees, contents and all'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "ls" -d 'List objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "stat" -d 'Show what is known of an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "cat" -d 'Write an object to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "du" -d 'Sum up the sizes of objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove objects'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "mb" -d 'Make the configured bucket or container'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "rb" -d 'Remove the configured bucket or container'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "presign" -d 'Print a signed URL for an object'
complete -c tieline -n "__fish_tieline_using_subcommand storage; and __fish_seen_subcommand_from help" -f -a "run" -d 'Run the storage commands in a file, several at once'
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
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "auth" -d 'Log in at the deployment\'s providers, and use the session'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "config" -d 'Check and show the deployment\'s configuration'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "mail" -d 'Send mail through the deployment\'s mailer'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "storage" -d 'Put, get and look at objects in the deployment\'s store'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "explain" -d 'Explain a problem code, or a rule of the check'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "completions" -d 'Print the completions for a shell'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "man" -d 'Print the manual page of a command'
complete -c tieline -n "__fish_tieline_using_subcommand help; and not __fish_seen_subcommand_from auth config mail storage explain completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "login" -d 'Log in, prove that the deployment\'s OAuth client works, and keep the session'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "status" -d 'Show who is logged in, with which scopes, and until when'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "token" -d 'Print the access token, renewed first when less than five minutes are left'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "refresh" -d 'Renew a session'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "logout" -d 'Forget a session, or all'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "check" -d 'Say what is wrong with the configuration, with file and line'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "show" -d 'Show every value that is set, where it came from and what it shadowed'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "init" -d 'Ask for the variables of services, and write them to an env file'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "vars" -d 'Show the contract of variables: type, default, when required, aliases'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from mail" -f -a "send" -d 'Send a message, or one for each row of a file, and say what became of it at each recipient'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from mail" -f -a "templates" -d 'List the templates with their variables'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from mail" -f -a "log" -d 'Show what became of what was sent'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "put" -d 'Upload files, trees of them, or stdin'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "get" -d 'Download objects to files, or one to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "cp" -d 'Copy objects between places'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "mv" -d 'Move objects: a source goes when its copy is verified'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "sync" -d 'Make one tree like another'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "check" -d 'Compare two trees, contents and all'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "ls" -d 'List objects'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "stat" -d 'Show what is known of an object'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "cat" -d 'Write an object to stdout'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "du" -d 'Sum up the sizes of objects'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "rm" -d 'Remove objects'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "mb" -d 'Make the configured bucket or container'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "rb" -d 'Remove the configured bucket or container'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "presign" -d 'Print a signed URL for an object'
complete -c tieline -n "__fish_tieline_using_subcommand help; and __fish_seen_subcommand_from storage" -f -a "run" -d 'Run the storage commands in a file, several at once'
