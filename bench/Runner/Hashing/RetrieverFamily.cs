using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>Retrievers that differ in one setting.</summary>
/// <param name="Name">The family's name.</param>
/// <param name="Retrievers">Its members for data of a shape, from which follows what training would take.</param>
internal sealed record RetrieverFamily(string Name, Func<DatasetSummary, IReadOnlyList<Retriever>> Retrievers)
{
    private const int TableCount = 50;

    /// <summary>All that is measured. Another index or family of hash functions is one more line.</summary>
    public static IReadOnlyList<RetrieverFamily> All { get; } =
    [
        Scan("exact", static (rows, dimension) => new ExactIndex(rows, dimension)),
        Tables("SimHash", HashKind.SimHash, [5, 7, 9, 11, 13], seesAngles: true, static (width, drawn) => new SimHashFamily(width, drawn)),
        Tables("DWTA", HashKind.Dwta, [1, 2, 3, 4, 5], seesAngles: false, static (width, drawn) => new DwtaFamily(width, drawn)),
    ];

    /// <summary>
    /// Hash tables over the codes per table (K) given and the one that training would choose. The hidden layer's mean is taken out; a
    /// family that sees angles also sees rows of one length.
    /// </summary>
    private static RetrieverFamily Tables(
        string name, HashKind kind, IReadOnlyList<int> hashesPerTable, bool seesAngles,
        Func<int, HashFamilyOptions, IHashFamily> create) => new(
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
                        new LshIndexOptions { EqualizeLengths = seesAngles }))),
            ];
        });

    /// <summary>An index that looks at every row; it has one setting.</summary>
    private static RetrieverFamily Scan(string name, Func<int, int, INeuronIndex> create) =>
        new(name, _ => [new Retriever(name, "", IsDefault: true, create) { ScansAll = true }]);
}
