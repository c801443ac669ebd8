namespace Glissade.Lsh.Tests;

/// <summary>Every index, in settings small enough for a few hundred rows.</summary>
internal static class TestIndexes
{
    internal static readonly string[] Names = ["exact", "tables", "signatures", "inverted file", "codes"];

    internal static TheoryData<string> Theory => [.. Names];

    internal static INeuronIndex Create(string name, int rowCount, int dimension) => name switch
    {
        "exact" => new ExactIndex(rowCount, dimension),
        "tables" => new LshIndex(
            rowCount,
            new SimHashFamily(dimension + 1, new HashFamilyOptions { HashesPerTable = 4, TableCount = 12 }),
            new LshIndexOptions { EqualizeLengths = true }),
        "signatures" => new SignatureScanIndex(rowCount, dimension, new SignatureScanOptions { Bits = 192 }),
        "inverted file" => new InvertedFileIndex(rowCount, dimension, new InvertedFileOptions { ListCount = 20, ProbeCount = 5 }),
        "codes" => new CodeScanIndex(rowCount, dimension),
        _ => throw new ArgumentException(name),
    };
}
