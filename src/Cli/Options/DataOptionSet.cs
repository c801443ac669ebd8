using System.CommandLine;

namespace Glissade.Cli.Options;

/// <summary>How a command reads points: what they are written in and, if it makes features of texts, how.</summary>
internal sealed class DataOptionSet
{
    /// <summary>The formats' names.</summary>
    public static readonly Choices<DataFormat> Formats = new(
        ("xc", DataFormat.ExtremeClassification), ("svmlight", DataFormat.SvmLight), ("fasttext", DataFormat.FastText),
        ("csv", DataFormat.Csv), ("jsonl", DataFormat.JsonLines), ("cache", DataFormat.Cache));

    /// <summary>What a file of points can be, for the help of an argument.</summary>
    public const string Readable =
        "in Extreme Classification text, svmlight, fastText, CSV or JSON lines, plain, gzip or zstd, or a cache; - is standard input";

    private static readonly DataReadOptions Defaults = new();
    private static readonly Choices<TextTokens> Tokens = new(("words", TextTokens.Words), ("spaces", TextTokens.Spaces));

    private readonly bool makesFeatures;
    private readonly Option<DataFormat?> format;
    private readonly Option<int?> firstFeature = OptionFactory.Number<int>(
        "--first-feature", "0|1", $"the number of the first feature in svmlight data [default: {Defaults.FirstFeature}]");

    private readonly Option<string[]?> textColumns = new("--text-column")
    {
        HelpName = "NAME",
        Description =
            $"the column or property of CSV or JSON data that holds text; may be given several times [default: {Defaults.TextColumns[0]}]",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> labelsColumn = new("--labels-column")
    {
        HelpName = "NAME",
        Description = $"the column or property of CSV or JSON data that holds the labels [default: {Defaults.LabelsColumn}]",
    };

    private readonly Option<char?> labelSeparator = Separator(
        "--label-separator", $"what separates the labels of a cell or string [default: {Defaults.LabelSeparator}]");

    private readonly Option<char?> columnSeparator = Separator(
        "--column-separator", "what separates the columns of CSV data, or the word tab [default: tab for .tsv, a comma otherwise]");

    private readonly Option<TextTokens?> tokens = OptionFactory.Choice(
        "--tokens", Tokens,
        "what are words of texts: letters and digits in lower case, or what spaces separate [default: spaces for fastText, words " +
        "otherwise]");

    private readonly Option<int?> wordNGrams = OptionFactory.Number<int>(
        "--word-ngrams", "N", $"the longest runs of words that are features of texts [default: {Defaults.Text.WordNGrams}]");

    private readonly Option<int?> minimumCount = OptionFactory.Number<int>(
        "--minimum-count", "N",
        $"words and runs that occur fewer times in all texts are no features [default: {Defaults.Text.MinimumCount}]");

    private readonly Option<int?> buckets = OptionFactory.Number<int>(
        "--buckets", "N", "hash the words and runs of texts into so many features instead of listing them");

    /// <summary>The options of a command.</summary>
    /// <param name="makesFeatures">Whether it chooses the features of texts; otherwise a model has.</param>
    /// <param name="formatName">What the option is called that names the format.</param>
    public DataOptionSet(bool makesFeatures, string formatName = "--format")
    {
        this.makesFeatures = makesFeatures;
        format = OptionFactory.Choice(formatName, Formats, "what the points are written in [default: told by name or first line]");
    }

    public IEnumerable<Option> All =>
    [
        format, firstFeature, textColumns, labelsColumn, labelSeparator, columnSeparator,
        .. makesFeatures ? (Option[])[tokens, wordNGrams, minimumCount, buckets] : [],
    ];

    public DataReadOptions Read(ParseResult parsed) => new()
    {
        Format = parsed.GetValue(format),
        FirstFeature = parsed.GetValue(firstFeature) ?? Defaults.FirstFeature,
        TextColumns = parsed.GetValue(textColumns) is { Length: > 0 } names ? names : Defaults.TextColumns,
        LabelsColumn = parsed.GetValue(labelsColumn) ?? Defaults.LabelsColumn,
        LabelSeparator = parsed.GetValue(labelSeparator) ?? Defaults.LabelSeparator,
        ColumnSeparator = parsed.GetValue(columnSeparator),
        Text = makesFeatures ? ReadText(parsed) : Defaults.Text,
    };

    private TextFeatureOptions ReadText(ParseResult parsed) => new()
    {
        Tokens = parsed.GetValue(tokens),
        WordNGrams = parsed.Positive(wordNGrams, Defaults.Text.WordNGrams),
        MinimumCount = parsed.Positive(minimumCount, Defaults.Text.MinimumCount),
        Buckets = parsed.GetValue(buckets),
    };

    private static Option<char?> Separator(string name, string description) => OptionFactory.Create<char?>(
        name, "C", description, text => text == "tab" ? '\t' : text.Length == 1 ? text[0] : null, "one character");
}
