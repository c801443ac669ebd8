using System.Text.RegularExpressions;

namespace Glissade.Cli.Tests;

public sealed partial class CommandLineDocumentTests
{
    [Fact]
    public void DocumentShowsWhatHelpSays()
    {
        string document = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "command-line.md"));
        MatchCollection sections = Section().Matches(document);
        // A section without its help, or before it something that the pattern does not expect, would pass unseen.
        Assert.Equal(Heading().Count(document), sections.Count);
        foreach (Match section in sections)
        {
            string[] command = section.Groups["command"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // Within the tests' process the program has their name.
            string help = CommandRun.Of([.. command, "--help"]).Succeeded().Output
                .Replace("Glissade.Cli.Tests", "glissade", StringComparison.Ordinal);
            Assert.Equal(Words(help[help.IndexOf("Usage:", StringComparison.Ordinal)..]), Words(section.Groups["help"].Value));
        }
    }

    /// <summary>Without the line breaks, which follow the terminal's width.</summary>
    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Glissade.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
    }

    [GeneratedRegex("^## glissade ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"## glissade(?<command>[^\n]*)\n(?:(?!## |```)[^\n]*\n)*```\n(?<help>.*?)\n```\n", RegexOptions.Singleline)]
    private static partial Regex Section();
}
