using Glissade.Kernels;

namespace Glissade.Lsh.Tests.Learning;

/// <summary>The products of a learning step against the same formulas written down plainly in double precision.</summary>
public sealed class HyperplaneBatchTests : IDisposable
{
    private const int Planes = 70;
    private const int Dimension = 21;
    private const int Queries = 19;
    private const int Rows = 37;
    private const float Sharpness = 4;

    private readonly RowMatrix planes = Samples.Gaussian(Planes, Dimension, 1);
    private readonly RowMatrix queries = Samples.Gaussian(Queries, Dimension, 2);
    private readonly RowMatrix rows = Samples.Gaussian(Rows, Dimension, 3);

    [Fact]
    public void AgreementsFollowTheFormula()
    {
        using WorkerTeam team = new(2);
        using HyperplaneBatch batch = Forward(team);
        for (int query = 0; query < Queries; query++)
        {
            for (int row = 0; row < Rows; row++)
                Assert.Equal(Agreement(ToDouble(planes), query, row), batch.Agreements(query)[row], 1e-4);
        }
    }

    /// <summary>With fixed derivatives D of the loss, the gradient is that of mean over queries of sum D A.</summary>
    [Fact]
    public unsafe void GradientIsThatOfTheAgreements()
    {
        using WorkerTeam team = new(2);
        using HyperplaneBatch batch = Forward(team);
        using RowMatrix weights = Samples.Gaussian(Queries, Rows, 4);
        for (int query = 0; query < Queries; query++)
            weights.Row(query).CopyTo(batch.Derivatives(query));
        batch.Backward(Sharpness, team);
        for (int plane = 0; plane < Planes; plane += 23)
        {
            for (int element = 0; element < Dimension; element++)
            {
                double expected = (Loss(plane, element, 1e-5) - Loss(plane, element, -1e-5)) / 2e-5;
                Assert.Equal(expected, batch.Gradient.Row(plane)[element], 1e-4);
            }
        }

        double Loss(int plane, int element, double step)
        {
            // The other planes' terms are the same on both sides of a difference.
            double[][] moved = [ToDouble(planes)[plane]];
            moved[0][element] += step;
            double sum = 0;
            for (int query = 0; query < Queries; query++)
            {
                for (int row = 0; row < Rows; row++)
                    sum += weights.Row(query)[row] * Agreement(moved, query, row) / Queries;
            }
            return sum;
        }
    }

    [Fact]
    public void WorkersDoNotChangeTheGradient()
    {
        List<float[]> gradients = [];
        foreach (int workers in (int[])[1, 3])
        {
            using WorkerTeam team = new(workers);
            using HyperplaneBatch batch = Forward(team);
            for (int query = 0; query < Queries; query++)
                batch.Agreements(query).CopyTo(batch.Derivatives(query));
            batch.Backward(Sharpness, team);
            gradients.Add([.. Enumerable.Range(0, Planes).SelectMany(plane => batch.Gradient.Row(plane).ToArray())]);
        }
        Assert.Equal(gradients[0], gradients[1]);
    }

    public void Dispose()
    {
        planes.Dispose();
        queries.Dispose();
        rows.Dispose();
    }

    private static double[][] ToDouble(RowMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).Select(row => Array.ConvertAll(matrix.Row(row).ToArray(), value => (double)value))];

    private unsafe HyperplaneBatch Forward(WorkerTeam team)
    {
        HyperplaneBatch batch = new(Planes, Dimension, Queries + 5, Rows + 40) { QueryCount = Queries, RowCount = Rows };
        for (int i = 0; i < Queries; i++)
            queries.Row(i).CopyTo(batch.Queries.Row(i));
        for (int i = 0; i < Rows; i++)
            rows.Row(i).CopyTo(batch.Rows.Row(i));
        batch.Forward(planes.Pointer, planes.Stride, Sharpness, team);
        return batch;
    }

    private double Agreement(double[][] hyperplanes, int query, int row)
    {
        double sum = 0;
        foreach (double[] plane in hyperplanes)
        {
            double q = 0;
            double w = 0;
            for (int i = 0; i < Dimension; i++)
            {
                q += plane[i] * queries.Row(query)[i];
                w += plane[i] * rows.Row(row)[i];
            }
            sum += Math.Tanh(q) * Math.Tanh(w);
        }
        return Sharpness * sum / Planes;
    }
}
