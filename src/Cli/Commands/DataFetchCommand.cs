using System.CommandLine;
using Glissade.Cli.Downloads;
using Glissade.Cli.Options;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade data fetch: a public data set to a file.</summary>
internal sealed class DataFetchCommand
{
    private const int ChecksumDigits = 64;

    private readonly Terminal terminal;
    private readonly CancellationToken stop;
    private readonly Argument<string> name = new("NAME") { Description = "a set that \"glissade data list\" lists" };
    private readonly Option<string?> output =
        OptionFactory.File("--output", "where to save the archive [default: its name, in this folder]");
    private readonly Option<string?> baseUrl = new("--base-url")
    {
        HelpName = "URL",
        Description = "fetch URL/NAME.zip from a mirror instead of from the publisher",
    };

    private readonly Option<string?> sha256 = OptionFactory.Create<string?>(
        "--sha256", "HEX", "refuse the file if its SHA-256 is another",
        text => text.Length == ChecksumDigits && text.All(char.IsAsciiHexDigit) ? text : null, $"{ChecksumDigits} hexadecimal digits");

    private DataFetchCommand(Terminal terminal, CancellationToken stop)
    {
        this.terminal = terminal;
        this.stop = stop;
    }

    public static Command Create(Terminal terminal, CancellationToken stop)
    {
        DataFetchCommand action = new(terminal, stop);
        Command command = new(
            "fetch",
            "Downloads a public data set. An interrupted download goes on where it stopped; the file appears when it is complete.");
        command.Arguments.Add(action.name);
        foreach (Option option in (IEnumerable<Option>)[action.output, action.baseUrl, action.sha256])
            command.Options.Add(option);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        PublicDataset set = Catalogue.Find(parsed.GetRequiredValue(name));
        Uri address = Address(set, parsed.GetValue(baseUrl));
        string target = parsed.GetValue(output) ?? set.FileName;
        if (File.Exists(target))
            throw new UsageException($"{target} is there already; remove it to fetch it anew");
        UserFiles.RequireOutput(target);
        string? expected = parsed.GetValue(sha256) ?? set.Sha256;
        using Interruption interruption = new(() => terminal.Say("stopping; the same command will go on from here"), stop);
        terminal.Say($"fetching {address}");
        string? found = Fetch(address, target, expected, interruption.Token);
        if (found is null)
            return ExitCode.Failed;
        terminal.Say($"saved {target} ({Lines.Bytes(new FileInfo(target).Length)})");
        terminal.Say(expected is null ? $"SHA-256 {found}; none is known to compare it with" : $"SHA-256 {found}, as expected");
        terminal.Say("unpack it, and look at the files in it with \"glissade data describe\"");
        return ExitCode.Ok;
    }

    /// <summary>The file's checksum, or null if the user stopped it.</summary>
    private string? Fetch(Uri address, string target, string? expected, CancellationToken token)
    {
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            return new Download(client, terminal).Run(address, target, expected, token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return null;
        }
    }

    private static Uri Address(PublicDataset set, string? mirror)
    {
        string text = mirror is null ? set.Url : $"{mirror.TrimEnd('/')}/{set.FileName}";
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
            ? address
            : throw new UsageException($"--base-url: found \"{mirror}\", expected an address that begins with https:// or http://");
    }
}
