using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>Retrievers that differ in one setting.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Retrievers">Its members for data of a shape, from which follows what training would take.</param>
internal sealed record RetrieverFamily(string Name, Func<DatasetSummary, IReadOnlyList<Retriever>> Retrievers)
{
    /// <summary>The family that training takes for hash tables unless told otherwise.</summary>
    public const string DefaultTables = "learned";

    private const int TableCount = 50;

    /// <summary>All that is measured. Another index or family of hash functions is one more line.</summary>
    public static IReadOnlyList<RetrieverFamily> All { get; } =
    [
        Scan("exact", static (rows, dimension) => new ExactIndex(rows, dimension)),
        Tables("SimHash", HashKind.SimHash, [5, 7, 9, 11, 13], seesAngles: true, static (width, drawn) => new SimHashFamily(width, drawn)),
        Learned(DefaultTables, [4, 5, 7, 9, 11, 13], HashLoss.Contrastive, ExampleTargets.LargestLogits),
        Learned("learned for labels", [5, 7, 9, 11, 13], HashLoss.Contrastive, ExampleTargets.TrueLabels),
        Learned("learned for labels, cross-entropy", [5, 7, 9], HashLoss.CrossEntropy, ExampleTargets.TrueLabels),
        Learned("learned for labels, triplet", [5, 7, 9], HashLoss.Triplet, ExampleTargets.TrueLabels),
        Tables("DWTA", HashKind.Dwta, [1, 2, 3, 4, 5], seesAngles: false, static (width, drawn) => new DwtaFamily(width, drawn)),
        Tables("WTA", HashKind.Wta, [1, 2, 3, 4, 5], seesAngles: false, static (width, drawn) => new WtaFamily(width, drawn)),
        Tables(
            "MinHash", HashKind.MinHash, [2, 3, 4, 5], seesAngles: false,
            static (width, drawn) => new MinHashFamily(width, drawn, Math.Min(width / 4, MinHashFamily.DefaultTopElements))),
        Tables(
            "cross-polytope", HashKind.CrossPolytope, [1, 2, 3], seesAngles: true,
            static (width, drawn) => new CrossPolytopeFamily(width, drawn)),
        Scan("signatures", static (rows, dimension) => new SignatureScanIndex(rows, dimension)),
        new("inverted file", static _ => [.. ((int?[])[4, 16, 64, 256, null]).Select(InvertedFile)]),
    ];

    /// <summary>
    /// Hash tables over the codes per table (K) given and the one that training would choose. The hidden layer's mean is taken out; a
    /// family that sees angles also sees rows of one length.
    /// </summary>
    private static RetrieverFamily Tables(
        string name, HashKind kind, IReadOnlyList<int> hashesPerTable, bool seesAngles,
        Func<int, HashFamilyOptions, IHashFamily> create, HashLearningOptions? learning = null) => new(
        name,
        shape =>
        {
            int chosen = new TrainingOptions { Hash = kind }.Resolve(shape).HashesPerTable;
            return
            [
                .. hashesPerTable.Append(chosen).Distinct().Order().Select(hashes => new Retriever(
                    name, $"K = {hashes}, L = {TableCount}", hashes == chosen,
                    (rows, dimension) => new LshIndex(
                        rows,
                        create(
                            dimension + (seesAngles ? 1 : 0),
                            new HashFamilyOptions { HashesPerTable = hashes, TableCount = TableCount }),
                        new LshIndexOptions { EqualizeLengths = seesAngles, Learning = learning }))
                    { IsHashTables = true }),
            ];
        });

    /// <summary>SimHash whose functions were learned from training points.</summary>
    private static RetrieverFamily Learned(string name, IReadOnlyList<int> hashesPerTable, HashLoss loss, ExampleTargets targets)
    {
        RetrieverFamily drawn = Tables(
            name, HashKind.Learned, hashesPerTable, seesAngles: true, static (width, options) => new SimHashFamily(width, options),
            new HashLearningOptions { Loss = loss });
        return new RetrieverFamily(name, shape => [.. drawn.Retrievers(shape).Select(retriever => retriever with { LearnsFrom = targets })]);
    }

    /// <summary>An index that looks at every row; it has one setting.</summary>
    private static RetrieverFamily Scan(string name, Func<int, int, INeuronIndex> create) =>
        new(name, _ => [new Retriever(name, "", IsDefault: true, create) { ScansAll = true }]);

    private static Retriever InvertedFile(int? probes) => new(
        "inverted file", probes is null ? "3 % of the lists" : $"{probes} lists", probes is null,
        (rows, dimension) => new InvertedFileIndex(rows, dimension, new InvertedFileOptions { ProbeCount = probes }));
}
