using System.Globalization;
using Glissade.Kernels;
using Glissade.Runner.Data;

namespace Glissade.Runner.Accuracy;

/// <summary>A setting that is varied while everything else stays at its default.</summary>
/// <param name="Name">Its name on the command line, without the dashes, and in the table.</param>
/// <param name="FileName">The page that its table goes to.</param>
/// <param name="Title">The page's title.</param>
/// <param name="Values">Its values as the command line calls them, in the table's order.</param>
/// <param name="Default">The value that training takes by itself.</param>
internal sealed record AccuracyAxis(
    string Name, string FileName, string Title, IReadOnlyList<string> Values, Func<TrainingRecipe, string> Default)
{
    private static readonly string[] WideTasks = ["citeulike-t", "eurlex57k", "a67k", "a670k"];

    public static IReadOnlyList<AccuracyAxis> All { get; } =
    [
        new("sampler", "accuracy.md", "Accuracy, speed and memory", ["full", "uniform", "lsh"], recipe => recipe.Sampler switch
        {
            SamplerKind.Full => "full",
            SamplerKind.Uniform => "uniform",
            _ => "lsh",
        })
        {
            Column = "method",
            Tasks = ["bibtex", "citeulike-t", "eurlex57k", "gowalla", "wn18rr", "skip-gram"],
            TakesLong = [("skip-gram", "full"), ("a670k", "full"), ("wn18rr", "full")],
            Peers = PeerFigures.All,
        },
        new("precision", "precision.md", "Accuracy, speed and memory by precision of the stored weights", ["fp32", "bf16", "bf16-nearest"],
            recipe => recipe.Precision switch
            {
                WeightPrecision.Single => "fp32",
                WeightPrecision.BFloat16 => "bf16",
                _ => "bf16-nearest",
            }),
        new("rehash", "schedules.md", "Accuracy and time by the schedule that makes tables follow the weights", ["exponential", "drift", "touched"],
            recipe => recipe.Rehash switch
            {
                RehashKind.Exponential => "exponential",
                RehashKind.Drift => "drift",
                _ => "touched",
            })
        { Tasks = WideTasks, Sampler = "lsh" },
        new("hash", "hash-families.md", "Accuracy and time of training by hash family",
            ["learned", "simhash", "dwta", "wta", "minhash", "cross-polytope"], recipe => recipe.Hash switch
            {
                HashKind.Learned => "learned",
                HashKind.SimHash => "simhash",
                HashKind.Dwta => "dwta",
                HashKind.Wta => "wta",
                HashKind.MinHash => "minhash",
                _ => "cross-polytope",
            })
        { Tasks = ["citeulike-t", "a67k"], Sampler = "lsh" },
        new("learning-steps", "hash-learning.md", "Accuracy and time by the gradient steps on hash functions at each rebuild of the tables",
            ["0", "30", "100"], recipe => recipe.LearningSteps.ToString(CultureInfo.InvariantCulture))
        { Tasks = ["citeulike-t", "a67k"], Sampler = "lsh" },
        new("index", "indexes.md", "Accuracy and time of training by what finds neurons", ["tables", "signatures", "inverted-file", "codes"],
            recipe => recipe.Index switch
            {
                IndexKind.Tables => "tables",
                IndexKind.Signatures => "signatures",
                IndexKind.Codes => "codes",
                _ => "inverted-file",
            })
        { Tasks = ["citeulike-t", "a67k"], Sampler = "lsh" },
    ];

    /// <summary>The data sets that it is varied on unless the user names others.</summary>
    public IReadOnlyList<string> Tasks { get; private init; } = ["bibtex", "citeulike-t", "eurlex57k"];

    /// <summary>The sampler of all runs where the setting means nothing to another; null for the default one.</summary>
    public string? Sampler { get; private init; }

    /// <summary>Its name in the table.</summary>
    public string Column { get; private init; } = Name;

    /// <summary>Values that are left out on a data set, because they take half an hour there or more.</summary>
    public IReadOnlyList<(string Task, string Value)> TakesLong { get; private init; } = [];

    /// <summary>What others have measured on the same sets.</summary>
    public IReadOnlyList<PeerFigures> Peers { get; private init; } = [];

    /// <summary>A way of training for each value.</summary>
    public IReadOnlyList<Variant> VariantsOn(BenchmarkData task)
    {
        string[] sampler = Sampler is null ? [] : ["--sampler", Sampler];
        return
        [
            .. Values.Where(value => !TakesLong.Contains((task.Name, value)))
                .Select(value => new Variant(value, [.. task.Settings, .. sampler, $"--{Name}", value])),
        ];
    }

    /// <summary>What training takes by itself.</summary>
    public string DefaultOn(BenchmarkData task, DatasetSummary data) =>
        Default((task.Told with { Sampler = Sampler is null ? null : SamplerKind.Lsh }).Resolve(data));
}
