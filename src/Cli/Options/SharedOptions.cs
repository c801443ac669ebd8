using System.CommandLine;

namespace Glissade.Cli.Options;

/// <summary>Options and arguments that several commands have.</summary>
internal static class SharedOptions
{
    public const int DefaultTopK = 5;

    public static Argument<string> Model() => new("MODEL") { Description = "a model that \"glissade train\" wrote" };

    public static Option<int?> TopK(string description) => OptionFactory.Number<int>("--top-k", "K", description);

    /// <summary>How far down figures go.</summary>
    public static Option<int?> LargestCutoff() =>
        TopK($"the largest k of P@k and its kin; 1, 3 and 5 below it are shown too [default: {DefaultTopK}]");

    public static Option<int?> Threads(string description = "worker threads [default: one for each processor]") =>
        OptionFactory.Number<int>("--threads", "N", description);

    /// <summary>Which index to search with.</summary>
    public static Option<IndexKind?> Index(string description) => OptionFactory.Choice("--index", TrainingChoices.Index, description);

    public static Option<string?> Metrics() => OptionFactory.File("--metrics", "write the figures to this file as JSON");

    /// <summary>The value of an option that must be positive, or its default.</summary>
    /// <exception cref="UsageException">It is not positive.</exception>
    public static int Positive(this ParseResult parsed, Option<int?> option, int otherwise)
    {
        int value = parsed.GetValue(option) ?? otherwise;
        return value > 0 ? value : throw new UsageException($"{option.Name} must be positive, but is {value}");
    }
}
