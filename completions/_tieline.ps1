
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
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check and show the deployment''s configuration')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'Send mail through the deployment''s mailer')
            [CompletionResult]::new('storage', 'storage', [CompletionResultType]::ParameterValue, 'Put, get and look at objects in the deployment''s store')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a problem code, or a rule of the check')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of a command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
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
            [CompletionResult]::new('--unsubscribe', '--unsubscribe', [CompletionResultType]::ParameterName, 'Where a reader unsubscribes, an https: or mailto: URL')
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
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Upload a file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Download an object to a file, or `-` to stdout')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List objects')
            [CompletionResult]::new('stat', 'stat', [CompletionResultType]::ParameterValue, 'Show what is known of an object')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Write an object to stdout')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Delete an object')
            [CompletionResult]::new('presign', 'presign', [CompletionResultType]::ParameterValue, 'Print a signed URL for an object')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;storage;put' {
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace an object')
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
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read variables from a dotenv file; later files win, the environment wins over all')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Read variables from a named table of the config file')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are written')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour; auto follows NO_COLOR and the terminal')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long an attempt may make no progress')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'Attempts after the first, when a service is unreachable, busy or failing')
            [CompletionResult]::new('--no-clobber', '--no-clobber', [CompletionResultType]::ParameterName, 'Fail rather than replace a file')
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
        'tieline;storage;cat' {
            [CompletionResult]::new('--range', '--range', [CompletionResultType]::ParameterName, 'Only the bytes from A to B, both included, counted from 0; B may be left out')
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
        'tieline;storage;rm' {
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
        'tieline;storage;help' {
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Upload a file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Download an object to a file, or `-` to stdout')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List objects')
            [CompletionResult]::new('stat', 'stat', [CompletionResultType]::ParameterValue, 'Show what is known of an object')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Write an object to stdout')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Delete an object')
            [CompletionResult]::new('presign', 'presign', [CompletionResultType]::ParameterValue, 'Print a signed URL for an object')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'tieline;storage;help;put' {
            break
        }
        'tieline;storage;help;get' {
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
        'tieline;storage;help;rm' {
            break
        }
        'tieline;storage;help;presign' {
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
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Check and show the deployment''s configuration')
            [CompletionResult]::new('mail', 'mail', [CompletionResultType]::ParameterValue, 'Send mail through the deployment''s mailer')
            [CompletionResult]::new('storage', 'storage', [CompletionResultType]::ParameterValue, 'Put, get and look at objects in the deployment''s store')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a problem code, or a rule of the check')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completions for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of a command')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
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
            [CompletionResult]::new('put', 'put', [CompletionResultType]::ParameterValue, 'Upload a file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Download an object to a file, or `-` to stdout')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List objects')
            [CompletionResult]::new('stat', 'stat', [CompletionResultType]::ParameterValue, 'Show what is known of an object')
            [CompletionResult]::new('cat', 'cat', [CompletionResultType]::ParameterValue, 'Write an object to stdout')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Delete an object')
            [CompletionResult]::new('presign', 'presign', [CompletionResultType]::ParameterValue, 'Print a signed URL for an object')
            break
        }
        'tieline;help;storage;put' {
            break
        }
        'tieline;help;storage;get' {
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
        'tieline;help;storage;rm' {
            break
        }
        'tieline;help;storage;presign' {
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
