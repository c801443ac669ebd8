using Glissade.Kernels;

namespace Glissade.Lsh.Tests;

public sealed class CentredSpaceTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void InnerProductsDifferFromTheLogitsByOneConstant(bool momentsKnown)
    {
        using DriftedLayer layer = new(rowCount: 300, queryCount: 20, seed: 3);
        using WorkerTeam team = new(2);
        CentredSpace space = new(DriftedLayer.Width + 1);
        space.Centre(layer.Rows, momentsKnown ? layer.Moments() : default, team);
        float[] row = new float[DriftedLayer.Width + 1];
        float[] query = new float[DriftedLayer.Width + 1];
        for (int q = 0; q < layer.Queries.Rows; q++)
        {
            space.MapQuery(layer.Queries.Row(q), query);
            List<double> differences = [];
            for (int r = 0; r < layer.Rows.Rows; r++)
            {
                space.MapRow(layer.Rows.Row(r), row);
                differences.Add(Dot(query, row) - Dot(layer.Queries.Row(q), layer.Rows.Row(r)));
            }

            Assert.InRange(differences.Max() - differences.Min(), 0, 2e-3);
        }
    }

    [Fact]
    public void EqualLengthsKeepInnerProductsAndLeaveOneRowInAHundredLonger()
    {
        using DriftedLayer layer = new(rowCount: 1000, queryCount: 20, seed: 3);
        using WorkerTeam team = new(2);
        const int dimension = DriftedLayer.Width + 1;
        CentredSpace plain = new(dimension);
        CentredSpace equal = new(dimension, equalizeLengths: true);
        plain.Centre(layer.Rows, layer.Moments(), team);
        equal.Centre(layer.Rows, layer.Moments(), team);
        float[] row = new float[dimension];
        float[] longer = new float[dimension + 1];
        float[] query = new float[dimension + 1];
        equal.MapQuery(layer.Queries.Row(0), query);
        Assert.Equal(0, query[dimension]);
        double[] lengths = new double[1000];
        for (int r = 0; r < 1000; r++)
        {
            plain.MapRow(layer.Rows.Row(r), row);
            equal.MapRow(layer.Rows.Row(r), longer);
            Assert.Equal(row, longer[..dimension]);
            lengths[r] = Math.Sqrt(Dot(longer, longer));
        }
        double common = lengths.Order().ElementAt(500);
        Assert.Equal(10, lengths.Count(length => length > common * 1.0001));
        Assert.Equal(0, lengths.Count(length => length < common * 0.9999));
    }

    [Fact]
    public void ExtraCoordinateOfQueriesIsHalfTheMeanDeviation()
    {
        using DriftedLayer layer = new(rowCount: 30, queryCount: 200, seed: 3);
        using WorkerTeam team = new(1);
        CentredSpace space = new(DriftedLayer.Width + 1);
        QueryMoments moments = layer.Moments();
        space.Centre(layer.Rows, moments, team);
        float[] query = new float[DriftedLayer.Width + 1];
        space.MapQuery(layer.Queries.Row(0), query);
        Assert.Equal(0.5f * moments.MeanDeviation, query[^1]);
        Assert.InRange(moments.MeanDeviation, 5.4, 5.8); // about the square root of 32
    }

    [Fact]
    public void MomentsAreTheMeanAndTheMeanDistanceFromIt()
    {
        using RowMatrix queries = Samples.Of([3, 0, 1], [-3, 8, 1]);
        float[] mean = new float[3];
        QueryMoments moments = QueryMoments.Measure(queries, mean);
        Assert.Equal([0, 4, 1], moments.Mean.ToArray());
        Assert.Equal(5, moments.MeanDeviation);
    }

    [Fact]
    public void BadMomentsAreRefused()
    {
        using RowMatrix none = new(0, 3);
        Assert.Throws<ArgumentException>(() => { QueryMoments.Measure(none, new float[3]); });
        Assert.Throws<ArgumentException>(() => { QueryMoments.Measure(none, new float[2]); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new QueryMoments([], -1); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = new QueryMoments([], float.NaN); });
    }

    [Fact]
    public void MeanRowDoesNotDependOnTheTeam()
    {
        using WeightMatrix rows = Samples.Weights(Samples.Gaussian(1234, 9, seed: 2));
        float[][] means = [new float[9], new float[9], new float[9]];
        for (int size = 1; size <= 3; size++)
        {
            using WorkerTeam team = new(size);
            MeanRow.Compute(rows, means[size - 1], team);
        }

        Assert.Equal(means[0], means[1]);
        Assert.Equal(means[0], means[2]);
        for (int column = 0; column < 9; column++)
            Assert.Equal(Enumerable.Range(0, 1234).Average(row => rows.Row(row)[column]), means[0][column], 1e-5);
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
