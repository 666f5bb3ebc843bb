
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'tieline' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'tieline'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'tieline' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Log in at the deployment''s providers, and use the session')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check and show the deployment''s configuration')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'Send mail through the deployment''s mailer')
            [CompletionResult]::new('storage', 'storage', [CompletionResultType]::ParameterValue, 'Put, get and look at objects in the deployment''s store')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a problem code, or a rule of the check')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of a command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;auth' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in, prove that the deployment''s OAuth client works, and keep the session')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show who is logged in, with which scopes, and until when')
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Print the access token, renewed first when less than five minutes are left')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Renew a session')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Forget a session, or all')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;auth;login' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port of the callback on 127.0.0.1 [default: any that is free]')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Ask for this scope, and for no usual one; may be given more than once')
            [CompletionResult]::new('--login-timeout', '--login-timeout', [CompletionResultType]::ParameterName, 'How long to wait for the browser')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'By a code that is typed in a browser anywhere, for hosts without one (RFC 8628)')
            [CompletionResult]::new('--paste', '--paste', [CompletionResultType]::ParameterName, 'Take the address that the browser ended on, for a registered callback at which nothing answers')
            [CompletionResult]::new('--with-token', '--with-token', [CompletionResultType]::ParameterName, 'Take a token from stdin, ask the provider whose it is, and keep it')
            [CompletionResult]::new('--no-browser', '--no-browser', [CompletionResultType]::ParameterName, 'Print the address instead of opening the browser')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;auth;status' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Ask the provider, too')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;auth;token' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;auth;refresh' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;auth;logout' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--revoke', '--revoke', [CompletionResultType]::ParameterName, 'Have the provider revoke the tokens first; where it cannot, nothing is forgotten')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;auth;help' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in, prove that the deployment''s OAuth client works, and keep the session')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show who is logged in, with which scopes, and until when')
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Print the access token, renewed first when less than five minutes are left')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Renew a session')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Forget a session, or all')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;auth;help;login' {
            break
        }
        'tieline;auth;help;status' {
            break
        }
        'tieline;auth;help;token' {
            break
        }
        'tieline;auth;help;refresh' {
            break
        }
        'tieline;auth;help;logout' {
            break
        }
        'tieline;auth;help;help' {
            break
        }
        'tieline;config' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say what is wrong with the configuration, with file and line')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every value that is set, where it came from and what it shadowed')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Ask for the variables of services, and write them to an env file')
            [CompletionResult]::new('vars', 'vars', [CompletionResultType]::ParameterValue, 'Show the contract of variables: type, default, when required, aliases')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;config;check' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Judge as this deployment reads the variables [default: dify where an env file looks like its]')
            [CompletionResult]::new('--send-to', '--send-to', [CompletionResultType]::ParameterName, 'Send one real message to this address, through every mailer that is proven')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'Silence a rule, by the name in brackets; a comment `# tieline: allow RULE` on a line of the env file does so for that line')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--live', '--live', [CompletionResultType]::ParameterName, 'Also make a real round trip to every service in use, all at once')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Treat warnings as errors')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;config;show' {
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Print one secret''s value, alone, on stdout')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;config;init' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The file to write')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--non-interactive', '--non-interactive', [CompletionResultType]::ParameterName, 'Ask nothing, write a template')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace the file if it exists')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;config;vars' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;config;help' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say what is wrong with the configuration, with file and line')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every value that is set, where it came from and what it shadowed')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Ask for the variables of services, and write them to an env file')
            [CompletionResult]::new('vars', 'vars', [CompletionResultType]::ParameterValue, 'Show the contract of variables: type, default, when required, aliases')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;config;help;check' {
            break
        }
        'tieline;config;help;show' {
            break
        }
        'tieline;config;help;init' {
            break
        }
        'tieline;config;help;vars' {
            break
        }
        'tieline;config;help;help' {
            break
        }
        'tieline;mail' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('send', 'send', [CompletionResultType]::ParameterValue, 'Send a message, or one for each row of a file, and say what became of it at each recipient')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the templates with their variables')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show what became of what was sent')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;mail;send' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'A recipient; may be given more than once')
            [CompletionResult]::new('--cc', '--cc', [CompletionResultType]::ParameterName, 'Who gets a copy')
            [CompletionResult]::new('--bcc', '--bcc', [CompletionResultType]::ParameterName, 'Who gets a copy that nobody else knows of')
            [CompletionResult]::new('--reply-to', '--reply-to', [CompletionResultType]::ParameterName, 'Where answers go')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The sender [default: MAIL_DEFAULT_SEND_FROM]')
            [CompletionResult]::new('--subject', '--subject', [CompletionResultType]::ParameterName, 'The subject; a template has its own')
            [CompletionResult]::new('--text', '--text', [CompletionResultType]::ParameterName, 'The body')
            [CompletionResult]::new('--text-file', '--text-file', [CompletionResultType]::ParameterName, 'The body, from a file; `-` is stdin')
            [CompletionResult]::new('--html', '--html', [CompletionResultType]::ParameterName, 'The body as HTML, beside the text')
            [CompletionResult]::new('--html-file', '--html-file', [CompletionResultType]::ParameterName, 'The body as HTML, from a file')
            [CompletionResult]::new('--attach', '--attach', [CompletionResultType]::ParameterName, 'A file to attach')
            [CompletionResult]::new('--inline', '--inline', [CompletionResultType]::ParameterName, 'A file that the HTML shows as cid:NAME')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A header of your own, such as ''X-Campaign: spring''')
            [CompletionResult]::new('--unsubscribe', '--unsubscribe', [CompletionResultType]::ParameterName, 'Where a reader unsubscribes, an https: or mailto: URL; with --each filled in as the text is')
            [CompletionResult]::new('--template', '--template', [CompletionResultType]::ParameterName, 'Fill in a template; `tieline mail templates` lists them')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'A variable of the template')
            [CompletionResult]::new('--lang', '--lang', [CompletionResultType]::ParameterName, 'The template''s language')
            [CompletionResult]::new('--template-dir', '--template-dir', [CompletionResultType]::ParameterName, 'Templates of your own, NAME.LANG.txt and NAME.LANG.html, before the built-in ones')
            [CompletionResult]::new('--from-file', '--from-file', [CompletionResultType]::ParameterName, 'Send a finished message as it is')
            [CompletionResult]::new('--each', '--each', [CompletionResultType]::ParameterName, 'Send one message for each row of this file, whose columns are variables; `to` or `email` is the recipient, `-` is stdin')
            [CompletionResult]::new('--connections', '--connections', [CompletionResultType]::ParameterName, 'Connections at once')
            [CompletionResult]::new('--per-connection', '--per-connection', [CompletionResultType]::ParameterName, 'Messages over one connection')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'At most so many messages a second')
            [CompletionResult]::new('--via', '--via', [CompletionResultType]::ParameterName, 'The mailer [default: what MAIL_TYPE says]')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Go on with a batch of this file that was cut off: nobody gets it twice')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print the finished message, send nothing')
            [CompletionResult]::new('--transcript', '--transcript', [CompletionResultType]::ParameterName, 'Show the dialogue with the server on stderr, credentials masked')
            [CompletionResult]::new('--insecure-auth', '--insecure-auth', [CompletionResultType]::ParameterName, 'Send the password even over a connection that is not encrypted')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;mail;templates' {
            [CompletionResult]::new('--template-dir', '--template-dir', [CompletionResultType]::ParameterName, 'Templates of your own, before the built-in ones')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;mail;log' {
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only what is not older than this, such as 2h or 7d')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Only to this address')
            [CompletionResult]::new('--outcome', '--outcome', [CompletionResultType]::ParameterName, 'Only what ended like this')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;mail;help' {
            [CompletionResult]::new('send', 'send', [CompletionResultType]::ParameterValue, 'Send a message, or one for each row of a file, and say what became of it at each recipient')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the templates with their variables')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show what became of what was sent')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;mail;help;send' {
            break
        }
        'tieline;mail;help;templates' {
            break
        }
        'tieline;mail;help;log' {
            break
        }
        'tieline;mail;help;help' {
            break
        }
        'tieline;storage' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Upload files, trees of them, or stdin')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Download objects to files, or one to stdout')
            [CompletionResult]::new('cp', 'cp', [CompletionResultType]::ParameterValue, 'Copy objects between places')
            [CompletionResult]::new('mv', 'mv', [CompletionResultType]::ParameterValue, 'Move objects: a source goes when its copy is verified')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Make one tree like another')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Compare two trees, contents and all')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List objects')
            [CompletionResult]::new('stat', 'stat', [CompletionResultType]::ParameterValue, 'Show what is known of an object')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Write an object to stdout')
            [CompletionResult]::new('du', 'du', [CompletionResultType]::ParameterValue, 'Sum up the sizes of objects')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove objects')
            [CompletionResult]::new('mb', 'mb', [CompletionResultType]::ParameterValue, 'Make the configured bucket or container')
            [CompletionResult]::new('rb', 'rb', [CompletionResultType]::ParameterValue, 'Remove the configured bucket or container')
            [CompletionResult]::new('presign', 'presign', [CompletionResultType]::ParameterValue, 'Print a signed URL for an object')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run the storage commands in a file, several at once')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;storage;put' {
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Of a tree, only what matches; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Of a tree, nothing that matches; may be given more than once')
            [CompletionResult]::new('--content-type', '--content-type', [CompletionResultType]::ParameterName, 'The media type [default: guessed from the name]')
            [CompletionResult]::new('--content-encoding', '--content-encoding', [CompletionResultType]::ParameterName, 'Such as gzip, for content that is compressed already')
            [CompletionResult]::new('--content-disposition', '--content-disposition', [CompletionResultType]::ParameterName, 'Such as ''attachment; filename="a.csv"''')
            [CompletionResult]::new('--cache-control', '--cache-control', [CompletionResultType]::ParameterName, 'Such as ''max-age=3600''')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'A name and a value of your own; may be given more than once')
            [CompletionResult]::new('--storage-class', '--storage-class', [CompletionResultType]::ParameterName, 'The provider''s word for where it is kept, such as STANDARD_IA')
            [CompletionResult]::new('--sse', '--sse', [CompletionResultType]::ParameterName, 'Encryption at the service: AES256, aws:kms or aws:kms:dsse')
            [CompletionResult]::new('--sse-kms-key-id', '--sse-kms-key-id', [CompletionResultType]::ParameterName, 'The key for aws:kms')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Objects under way at once, and parts of a large one')
            [CompletionResult]::new('--part-size', '--part-size', [CompletionResultType]::ParameterName, 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Bytes a second, all together, such as 10MiB')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'All that is in directories: what is in SRC comes to be below DEST')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'All that is in directories: what is in SRC comes to be below DEST')
            [CompletionResult]::new('--no-follow-symlinks', '--no-follow-symlinks', [CompletionResultType]::ParameterName, 'Leave links in directories out')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards in names as they are')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace; in a tree, leave what is there')
            [CompletionResult]::new('--if-changed', '--if-changed', [CompletionResultType]::ParameterName, 'Leave what is of the same size and not older')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue the upload or download of a large file that was interrupted, instead of beginning anew')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;get' {
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Of a tree, only what matches; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Of a tree, nothing that matches; may be given more than once')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Objects under way at once, and parts of a large one')
            [CompletionResult]::new('--part-size', '--part-size', [CompletionResultType]::ParameterName, 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Bytes a second, all together, such as 10MiB')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'All that is below a folder: what is in SRC comes to be in DEST')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'All that is below a folder: what is in SRC comes to be in DEST')
            [CompletionResult]::new('--no-follow-symlinks', '--no-follow-symlinks', [CompletionResultType]::ParameterName, 'Leave links in directories out, as a download does without being told')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards in names as they are')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace; in a tree, leave what is there')
            [CompletionResult]::new('--if-changed', '--if-changed', [CompletionResultType]::ParameterName, 'Leave what is of the same size and not older')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue the upload or download of a large file that was interrupted, instead of beginning anew')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;cp' {
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Of a tree, only what matches; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Of a tree, nothing that matches; may be given more than once')
            [CompletionResult]::new('--content-type', '--content-type', [CompletionResultType]::ParameterName, 'The media type [default: guessed from the name]')
            [CompletionResult]::new('--content-encoding', '--content-encoding', [CompletionResultType]::ParameterName, 'Such as gzip, for content that is compressed already')
            [CompletionResult]::new('--content-disposition', '--content-disposition', [CompletionResultType]::ParameterName, 'Such as ''attachment; filename="a.csv"''')
            [CompletionResult]::new('--cache-control', '--cache-control', [CompletionResultType]::ParameterName, 'Such as ''max-age=3600''')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'A name and a value of your own; may be given more than once')
            [CompletionResult]::new('--storage-class', '--storage-class', [CompletionResultType]::ParameterName, 'The provider''s word for where it is kept, such as STANDARD_IA')
            [CompletionResult]::new('--sse', '--sse', [CompletionResultType]::ParameterName, 'Encryption at the service: AES256, aws:kms or aws:kms:dsse')
            [CompletionResult]::new('--sse-kms-key-id', '--sse-kms-key-id', [CompletionResultType]::ParameterName, 'The key for aws:kms')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Objects under way at once, and parts of a large one')
            [CompletionResult]::new('--part-size', '--part-size', [CompletionResultType]::ParameterName, 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Bytes a second, all together, such as 10MiB')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'All that is below a folder: what is in SRC comes to be below DEST')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'All that is below a folder: what is in SRC comes to be below DEST')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards in names as they are')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace; in a tree, leave what is there')
            [CompletionResult]::new('--if-changed', '--if-changed', [CompletionResultType]::ParameterName, 'Leave what is of the same size and not older')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue the upload or download of a large file that was interrupted, instead of beginning anew')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;mv' {
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Of a tree, only what matches; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Of a tree, nothing that matches; may be given more than once')
            [CompletionResult]::new('--content-type', '--content-type', [CompletionResultType]::ParameterName, 'The media type [default: guessed from the name]')
            [CompletionResult]::new('--content-encoding', '--content-encoding', [CompletionResultType]::ParameterName, 'Such as gzip, for content that is compressed already')
            [CompletionResult]::new('--content-disposition', '--content-disposition', [CompletionResultType]::ParameterName, 'Such as ''attachment; filename="a.csv"''')
            [CompletionResult]::new('--cache-control', '--cache-control', [CompletionResultType]::ParameterName, 'Such as ''max-age=3600''')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'A name and a value of your own; may be given more than once')
            [CompletionResult]::new('--storage-class', '--storage-class', [CompletionResultType]::ParameterName, 'The provider''s word for where it is kept, such as STANDARD_IA')
            [CompletionResult]::new('--sse', '--sse', [CompletionResultType]::ParameterName, 'Encryption at the service: AES256, aws:kms or aws:kms:dsse')
            [CompletionResult]::new('--sse-kms-key-id', '--sse-kms-key-id', [CompletionResultType]::ParameterName, 'The key for aws:kms')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Objects under way at once, and parts of a large one')
            [CompletionResult]::new('--part-size', '--part-size', [CompletionResultType]::ParameterName, 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Bytes a second, all together, such as 10MiB')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'All that is below a folder: what is in SRC comes to be below DEST')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'All that is below a folder: what is in SRC comes to be below DEST')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards in names as they are')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace; in a tree, leave what is there')
            [CompletionResult]::new('--if-changed', '--if-changed', [CompletionResultType]::ParameterName, 'Leave what is of the same size and not older')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue the upload or download of a large file that was interrupted, instead of beginning anew')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;sync' {
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Do the share I of N alone, from 0; `auto` reads the index of a job''s array')
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Of a tree, only what matches; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Of a tree, nothing that matches; may be given more than once')
            [CompletionResult]::new('--content-type', '--content-type', [CompletionResultType]::ParameterName, 'The media type [default: guessed from the name]')
            [CompletionResult]::new('--content-encoding', '--content-encoding', [CompletionResultType]::ParameterName, 'Such as gzip, for content that is compressed already')
            [CompletionResult]::new('--content-disposition', '--content-disposition', [CompletionResultType]::ParameterName, 'Such as ''attachment; filename="a.csv"''')
            [CompletionResult]::new('--cache-control', '--cache-control', [CompletionResultType]::ParameterName, 'Such as ''max-age=3600''')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'A name and a value of your own; may be given more than once')
            [CompletionResult]::new('--storage-class', '--storage-class', [CompletionResultType]::ParameterName, 'The provider''s word for where it is kept, such as STANDARD_IA')
            [CompletionResult]::new('--sse', '--sse', [CompletionResultType]::ParameterName, 'Encryption at the service: AES256, aws:kms or aws:kms:dsse')
            [CompletionResult]::new('--sse-kms-key-id', '--sse-kms-key-id', [CompletionResultType]::ParameterName, 'The key for aws:kms')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Objects under way at once, and parts of a large one')
            [CompletionResult]::new('--part-size', '--part-size', [CompletionResultType]::ParameterName, 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Bytes a second, all together, such as 10MiB')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--delete', '--delete', [CompletionResultType]::ParameterName, 'Delete what is only in DEST, after every copy succeeded; a file in the way of a folder, or the reverse, before the copy that takes its place')
            [CompletionResult]::new('--checksum', '--checksum', [CompletionResultType]::ParameterName, 'Compare contents, not sizes and times')
            [CompletionResult]::new('--no-follow-symlinks', '--no-follow-symlinks', [CompletionResultType]::ParameterName, 'Leave links in directories out')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards in names as they are')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace; in a tree, leave what is there')
            [CompletionResult]::new('--if-changed', '--if-changed', [CompletionResultType]::ParameterName, 'Leave what is of the same size and not older')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be done, and do nothing')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue the upload or download of a large file that was interrupted, instead of beginning anew')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;check' {
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Of a tree, only what matches; may be given more than once')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Of a tree, nothing that matches; may be given more than once')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Objects under way at once, and parts of a large one')
            [CompletionResult]::new('--part-size', '--part-size', [CompletionResultType]::ParameterName, 'Bytes of a part of a large object, such as 16MiB; raised where a provider asks for more')
            [CompletionResult]::new('--limit-rate', '--limit-rate', [CompletionResultType]::ParameterName, 'Bytes a second, all together, such as 10MiB')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--no-follow-symlinks', '--no-follow-symlinks', [CompletionResultType]::ParameterName, 'Leave links in directories out')
            [CompletionResult]::new('--resume', '--resume', [CompletionResultType]::ParameterName, 'Continue the upload or download of a large file that was interrupted, instead of beginning anew')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;ls' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Into what looks like folders too')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'Into what looks like folders too')
            [CompletionResult]::new('-l', '-l', [CompletionResultType]::ParameterName, 'Size and time as well')
            [CompletionResult]::new('--long', '--long', [CompletionResultType]::ParameterName, 'Size and time as well')
            [CompletionResult]::new('--versions', '--versions', [CompletionResultType]::ParameterName, 'Every version of each object, and what was deleted')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards as they are')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;stat' {
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'This version of it')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'tieline;storage;cat' {
            [CompletionResult]::new('--range', '--range', [CompletionResultType]::ParameterName, 'Only the bytes from A to B, both included, counted from 0; B may be left out')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'This version of it')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'tieline;storage;du' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--folders', '--folders', [CompletionResultType]::ParameterName, 'Each folder below it as well')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards as they are')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;rm' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'All that lies in folders, too')
            [CompletionResult]::new('--recursive', '--recursive', [CompletionResultType]::ParameterName, 'All that lies in folders, too')
            [CompletionResult]::new('--literal', '--literal', [CompletionResultType]::ParameterName, 'Take wildcards as they are')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Remove more than one object without being asked')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Remove more than one object without being asked')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Say what would be removed, and remove nothing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;mb' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;rb' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Remove every version of every object in it first')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Remove more than one object without being asked')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Remove more than one object without being asked')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;presign' {
            [CompletionResult]::new('--expires', '--expires', [CompletionResultType]::ParameterName, 'How long the URL is good')
            [CompletionResult]::new('--method', '--method', [CompletionResultType]::ParameterName, 'What the URL lets its holder do')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;run' {
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Commands under way at once')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;storage;help' {
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Upload files, trees of them, or stdin')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Download objects to files, or one to stdout')
            [CompletionResult]::new('cp', 'cp', [CompletionResultType]::ParameterValue, 'Copy objects between places')
            [CompletionResult]::new('mv', 'mv', [CompletionResultType]::ParameterValue, 'Move objects: a source goes when its copy is verified')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Make one tree like another')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Compare two trees, contents and all')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List objects')
            [CompletionResult]::new('stat', 'stat', [CompletionResultType]::ParameterValue, 'Show what is known of an object')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Write an object to stdout')
            [CompletionResult]::new('du', 'du', [CompletionResultType]::ParameterValue, 'Sum up the sizes of objects')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove objects')
            [CompletionResult]::new('mb', 'mb', [CompletionResultType]::ParameterValue, 'Make the configured bucket or container')
            [CompletionResult]::new('rb', 'rb', [CompletionResultType]::ParameterValue, 'Remove the configured bucket or container')
            [CompletionResult]::new('presign', 'presign', [CompletionResultType]::ParameterValue, 'Print a signed URL for an object')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run the storage commands in a file, several at once')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;storage;help;put' {
            break
        }
        'tieline;storage;help;get' {
            break
        }
        'tieline;storage;help;cp' {
            break
        }
        'tieline;storage;help;mv' {
            break
        }
        'tieline;storage;help;sync' {
            break
        }
        'tieline;storage;help;check' {
            break
        }
        'tieline;storage;help;ls' {
            break
        }
        'tieline;storage;help;stat' {
            break
        }
        'tieline;storage;help;cat' {
            break
        }
        'tieline;storage;help;du' {
            break
        }
        'tieline;storage;help;rm' {
            break
        }
        'tieline;storage;help;mb' {
            break
        }
        'tieline;storage;help;rb' {
            break
        }
        'tieline;storage;help;presign' {
            break
        }
        'tieline;storage;help;run' {
            break
        }
        'tieline;storage;help;help' {
            break
        }
        'tieline;explain' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;completions' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;man' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say less on stderr')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Say more on stderr')
            [CompletionResult]::new('--no-progress', '--no-progress', [CompletionResultType]::ParameterName, 'Draw no progress bars')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            break
        }
        'tieline;help' {
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Log in at the deployment''s providers, and use the session')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check and show the deployment''s configuration')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'Send mail through the deployment''s mailer')
            [CompletionResult]::new('storage', 'storage', [CompletionResultType]::ParameterValue, 'Put, get and look at objects in the deployment''s store')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a problem code, or a rule of the check')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of a command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;help;auth' {
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in, prove that the deployment''s OAuth client works, and keep the session')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show who is logged in, with which scopes, and until when')
            [CompletionResult]::new('token', 'token', [CompletionResultType]::ParameterValue, 'Print the access token, renewed first when less than five minutes are left')
            [CompletionResult]::new('refresh', 'refresh', [CompletionResultType]::ParameterValue, 'Renew a session')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Forget a session, or all')
            break
        }
        'tieline;help;auth;login' {
            break
        }
        'tieline;help;auth;status' {
            break
        }
        'tieline;help;auth;token' {
            break
        }
        'tieline;help;auth;refresh' {
            break
        }
        'tieline;help;auth;logout' {
            break
        }
        'tieline;help;config' {
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say what is wrong with the configuration, with file and line')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show every value that is set, where it came from and what it shadowed')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Ask for the variables of services, and write them to an env file')
            [CompletionResult]::new('vars', 'vars', [CompletionResultType]::ParameterValue, 'Show the contract of variables: type, default, when required, aliases')
            break
        }
        'tieline;help;config;check' {
            break
        }
        'tieline;help;config;show' {
            break
        }
        'tieline;help;config;init' {
            break
        }
        'tieline;help;config;vars' {
            break
        }
        'tieline;help;mail' {
            [CompletionResult]::new('send', 'send', [CompletionResultType]::ParameterValue, 'Send a message, or one for each row of a file, and say what became of it at each recipient')
            [CompletionResult]::new('templates', 'templates', [CompletionResultType]::ParameterValue, 'List the templates with their variables')
            [CompletionResult]::new('log', 'log', [CompletionResultType]::ParameterValue, 'Show what became of what was sent')
            break
        }
        'tieline;help;mail;send' {
            break
        }
        'tieline;help;mail;templates' {
            break
        }
        'tieline;help;mail;log' {
            break
        }
        'tieline;help;storage' {
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Upload files, trees of them, or stdin')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Download objects to files, or one to stdout')
            [CompletionResult]::new('cp', 'cp', [CompletionResultType]::ParameterValue, 'Copy objects between places')
            [CompletionResult]::new('mv', 'mv', [CompletionResultType]::ParameterValue, 'Move objects: a source goes when its copy is verified')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Make one tree like another')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Compare two trees, contents and all')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List objects')
            [CompletionResult]::new('stat', 'stat', [CompletionResultType]::ParameterValue, 'Show what is known of an object')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Write an object to stdout')
            [CompletionResult]::new('du', 'du', [CompletionResultType]::ParameterValue, 'Sum up the sizes of objects')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove objects')
            [CompletionResult]::new('mb', 'mb', [CompletionResultType]::ParameterValue, 'Make the configured bucket or container')
            [CompletionResult]::new('rb', 'rb', [CompletionResultType]::ParameterValue, 'Remove the configured bucket or container')
            [CompletionResult]::new('presign', 'presign', [CompletionResultType]::ParameterValue, 'Print a signed URL for an object')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Run the storage commands in a file, several at once')
            break
        }
        'tieline;help;storage;put' {
            break
        }
        'tieline;help;storage;get' {
            break
        }
        'tieline;help;storage;cp' {
            break
        }
        'tieline;help;storage;mv' {
            break
        }
        'tieline;help;storage;sync' {
            break
        }
        'tieline;help;storage;check' {
            break
        }
        'tieline;help;storage;ls' {
            break
        }
        'tieline;help;storage;stat' {
            break
        }
        'tieline;help;storage;cat' {
            break
        }
        'tieline;help;storage;du' {
            break
        }
        'tieline;help;storage;rm' {
            break
        }
        'tieline;help;storage;mb' {
            break
        }
        'tieline;help;storage;rb' {
            break
        }
        'tieline;help;storage;presign' {
            break
        }
        'tieline;help;storage;run' {
            break
        }
        'tieline;help;explain' {
            break
        }
        'tieline;help;completions' {
            break
        }
        'tieline;help;man' {
            break
        }
        'tieline;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
