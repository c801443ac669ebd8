using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

/// <summary>How often two vectors share a bucket, over many draws of hash functions, and how far that is from a probability.</summary>
internal static class CollisionRate
{
    internal const int Tables = 500;

    /// <summary>The options of <see cref="Tables"/> tables of one code, as <see cref="Measure"/> wants them.</summary>
    internal static HashFamilyOptions OneCode(ulong seed) => new() { HashesPerTable = 1, TableCount = Tables, Seed = seed };

    /// <summary>Mean over the seeds 1, 2, ... of the share of tables with a common bucket, and its standard error.</summary>
    internal static (double Mean, double Error) Measure(Func<ulong, IHashFamily> create, float[] first, float[] second, int seeds)
    {
        double[] rates = new double[seeds];
        using RowMatrix pair = Samples.Of(first, second);
        for (int i = 0; i < seeds; i++)
        {
            using IHashFamily family = create((ulong)i + 1);
            int[] buckets = TestFamilies.HashAll(family, pair);
            rates[i] = buckets.Take(Tables).Zip(buckets.Skip(Tables)).Count(codes => codes.First == codes.Second) / (double)Tables;
        }

        double mean = rates.Average();
        return (mean, Math.Sqrt(rates.Sum(rate => (rate - mean) * (rate - mean)) / (seeds * (seeds - 1.0))));
    }

    /// <summary>
    /// Asserts a measured rate to be within four standard errors, or a little <paramref name="more"/>, of what is expected.
    /// </summary>
    internal static void AssertNear(double expected, (double Mean, double Error) measured, double more = 0)
    {
        double tolerance = (4 * measured.Error) + more + 1e-9;
        Assert.InRange(measured.Mean, expected - tolerance, expected + tolerance);
    }
}
