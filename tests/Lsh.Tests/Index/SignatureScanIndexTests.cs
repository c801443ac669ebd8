using System.Numerics;
using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed unsafe class SignatureScanIndexTests
{
    [Property(MaxTest = 20)]
    public void FoundAreTheNearestOfANaiveScan(byte rowSeed, byte budgetSeed, ushort seed)
    {
        // Whole numbers, a mean that is one and a scale of 1 leave no rounding in what is signed but that of the projections, and those of
        // a vector do not depend on its neighbours in a block.
        int rowCount = (rowSeed % 200) + 1;
        int budget = budgetSeed % (rowCount + 2);
        const int Bits = 128;
        using DriftedLayer layer = new(rowCount, queryCount: 70, seed);
        using WorkerTeam team = new(2);
        using SignatureScanIndex index = new(rowCount, layer.Rows.Columns, new SignatureScanOptions { Bits = Bits, Seed = seed });
        index.Rebuild(layer.Rows, layer.Moments(), team);
        (ulong[][] rows, ulong[][] queries) = SignNaively(layer, Bits, seed, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[70 * budget];
        int[] found = new int[70];
        index.SearchBatch(layer.Queries.Pointer, layer.Queries.Stride, 70, budget, ids, found, state);
        for (int i = 0; i < 70; i++)
        {
            int[] expected = [.. Enumerable.Range(0, rowCount).OrderBy(row => Distance(rows[row], queries[i])).Take(budget)];
            Assert.Equal(expected, ids[(i * budget)..((i * budget) + found[i])]);
        }
    }

    [Fact]
    public void MoreRowsThanABlockAreAllScanned()
    {
        // 1024 bits: a scanned block has 1,024 rows.
        using DriftedLayer layer = new(rowCount: 2500, queryCount: 3, seed: 5);
        using WorkerTeam team = new(2);
        using SignatureScanIndex index = new(2500, layer.Rows.Columns, new SignatureScanOptions { Bits = 1024, Seed = 4 });
        index.Rebuild(layer.Rows, layer.Moments(), team);
        (ulong[][] rows, ulong[][] queries) = SignNaively(layer, 1024, 4, team);
        using IndexQuery state = index.CreateQuery();
        int[] ids = new int[40];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(40, index.Search(layer.Queries.Row(i), 40, ids, state));
            Assert.Equal(Enumerable.Range(0, 2500).OrderBy(row => Distance(rows[row], queries[i])).Take(40), ids);
        }
    }

    [Fact]
    public void LongerSignaturesFindMore()
    {
        using DriftedLayer layer = new(rowCount: 2000, queryCount: 100, seed: 9);
        using WorkerTeam team = new(2);
        using ExactIndex exact = new(2000, layer.Rows.Columns);
        exact.Rebuild(layer.Rows, default, team);
        double[] recalls = [.. new[] { 64, 256, 1024 }.Select(bits =>
        {
            using SignatureScanIndex index = new(2000, layer.Rows.Columns, new SignatureScanOptions { Bits = bits });
            index.Rebuild(layer.Rows, layer.Moments(), team);
            return IndexRecall.Measure(exact, index, layer.Queries, k: 10, budget: 100).Recall;
        })];
        Assert.True(recalls[1] > recalls[0] + 0.1, $"recall {recalls[0]} with 64 bits, {recalls[1]} with 256");
        Assert.True(recalls[2] > recalls[1], $"recall {recalls[1]} with 256 bits, {recalls[2]} with 1024");
        Assert.True(recalls[2] > 0.9, $"recall {recalls[2]} with 1024 bits");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-64)]
    [InlineData(100)]
    [InlineData(1088)]
    public void BitsAreWholeWordsUpTo1024(int bits)
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(
            () => new SignatureScanIndex(10, 5, new SignatureScanOptions { Bits = bits }));
        Assert.Equal($"Bits must be a multiple of 64 between 64 and 1024, but is {bits}", refused.Message);
    }

    [Fact]
    public void StatisticsCountSignaturesAndNoTables()
    {
        using SignatureScanIndex index = new(33, 15);
        IndexStatistics statistics = index.Describe();
        // Two groups of 32 rows and 16 x 512 projections.
        Assert.Equal((64 * 64) + (16 * 512 * sizeof(float)), statistics.MemoryBytes);
        Assert.Equal((33, 0, 0), (statistics.RowCount, statistics.TableCount, statistics.BucketsPerTable));
        Assert.Null(statistics.Load);
        Assert.Equal(512, index.Bits);
    }

    /// <summary>Signatures by the mapping and the projections themselves, one bit at a time.</summary>
    private static (ulong[][] Rows, ulong[][] Queries) SignNaively(DriftedLayer layer, int bits, ulong seed, WorkerTeam team)
    {
        int dimension = layer.Rows.Columns;
        CentredSpace space = new(dimension, equalizeLengths: true);
        space.Centre(layer.Rows, layer.Moments(), team);
        using RowMatrix projections = new(dimension + 1, bits);
        SimHashProjections.Draw(projections, ProjectionKind.Gaussian, seed);
        using RowMatrix mapped = new(layer.Rows.Rows + layer.Queries.Rows, dimension + 1);
        for (int row = 0; row < layer.Rows.Rows; row++)
            space.MapRow(layer.Rows.Row(row), mapped.Row(row));
        for (int query = 0; query < layer.Queries.Rows; query++)
            space.MapQuery(layer.Queries.Row(query), mapped.Row(layer.Rows.Rows + query));
        using RowMatrix products = new(mapped.Rows, bits);
        // The same product as the index takes: a projection close to zero would otherwise round to the other side.
        MatrixProduct.Multiply(
            mapped.Pointer, mapped.Stride, 1, projections.Pointer, projections.Stride, products.Pointer, products.Stride,
            mapped.Rows, bits, dimension + 1, accumulate: false);
        ulong[][] signatures = [.. Enumerable.Range(0, mapped.Rows).Select(row =>
        {
            ulong[] signature = new ulong[bits / 64];
            for (int bit = 0; bit < bits; bit++)
                signature[bit / 64] |= products.Row(row)[bit] > 0 ? 1UL << (bit % 64) : 0;
            return signature;
        })];
        return (signatures[..layer.Rows.Rows], signatures[layer.Rows.Rows..]);
    }

    private static int Distance(ulong[] a, ulong[] b) => a.Zip(b, (x, y) => BitOperations.PopCount(x ^ y)).Sum();
}
