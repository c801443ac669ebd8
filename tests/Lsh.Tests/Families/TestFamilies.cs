using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>Every hash family in the settings that differ in kind: narrow, folded, fewer elements than a bin.</summary>
internal static class TestFamilies
{
    internal const int Dimension = 21;

    internal static readonly string[] Names =
    [
        "simhash", "simhash-signs", "simhash-folded", "dwta", "dwta-folded", "wta", "wta-folded", "minhash", "minhash-folded",
        "cross-polytope", "cross-polytope-folded",
    ];

    /// <summary>Families whose buckets do not hang on how a sum of many products is rounded.</summary>
    internal static IEnumerable<string> ExactNames => Names.Where(name => !name.StartsWith("simhash", StringComparison.Ordinal));

    internal static TheoryData<string> Theory => [.. Names];

    internal static IHashFamily Create(string name, int dimension = Dimension, ulong seed = 7)
    {
        HashFamilyOptions narrow = new() { HashesPerTable = 3, TableCount = 11, Seed = seed };
        HashFamilyOptions folded = new() { HashesPerTable = 12, TableCount = 5, MaxBucketBits = 7, Seed = seed };
        return name switch
        {
            "simhash" => new SimHashFamily(dimension, narrow),
            "simhash-signs" => new SimHashFamily(dimension, narrow, ProjectionKind.SparseSigns),
            "simhash-folded" => new SimHashFamily(dimension, folded),
            "dwta" => new DwtaFamily(dimension, narrow),
            "dwta-folded" => new DwtaFamily(dimension, folded),
            "wta" => new WtaFamily(dimension, narrow),
            "wta-folded" => new WtaFamily(dimension, folded),
            "minhash" => new MinHashFamily(dimension, narrow, topElements: 6),
            "minhash-folded" => new MinHashFamily(dimension, folded, topElements: 10),
            "cross-polytope" => new CrossPolytopeFamily(dimension, narrow),
            "cross-polytope-folded" => new CrossPolytopeFamily(dimension, folded, polytopeDimension: 4),
            _ => throw new ArgumentException(name),
        };
    }

    internal static unsafe int[] HashAll(IHashFamily family, RowMatrix rows)
    {
        using HashScratch scratch = family.CreateScratch();
        int[] buckets = new int[rows.Rows * family.TableCount];
        family.Hash(rows.Pointer, rows.Stride, rows.Rows, buckets, scratch);
        return buckets;
    }

    internal static int[] HashSparse(IHashFamily family, int[] ids, float[] values)
    {
        using HashScratch scratch = family.CreateScratch();
        int[] buckets = new int[family.TableCount];
        family.HashSparse(new SparseVector(ids, values), buckets, scratch);
        return buckets;
    }

    internal static int[] Hash(IHashFamily family, float[] vector)
    {
        using RowMatrix row = Samples.Of(vector);
        return HashAll(family, row);
    }
}
