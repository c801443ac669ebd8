using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed unsafe class RowOptimizerTests
{
    private const int Rows = 137; // more than one chunk
    private const int Columns = 21;

    [Theory]
    [InlineData(OptimizerKind.Adam, 1.0)]
    [InlineData(OptimizerKind.Adam, 0.3)]
    [InlineData(OptimizerKind.RowAdam, 1.0)]
    [InlineData(OptimizerKind.RowAdam, 0.3)]
    [InlineData(OptimizerKind.RowRms, 1.0)]
    [InlineData(OptimizerKind.RowRms, 0.3)]
    [InlineData(OptimizerKind.Sgd, 0.3)]
    [InlineData(OptimizerKind.Momentum, 1.0)]
    [InlineData(OptimizerKind.Momentum, 0.3)]
    [InlineData(OptimizerKind.Adagrad, 0.3)]
    [InlineData(OptimizerKind.RowAdagrad, 0.3)]
    public void StepsOnTouchedRowsAreTheReferencesAndOthersKeepWeightsAndState(OptimizerKind kind, double share)
    {
        RandomStream random = new(1);
        double[][] reference = ReferenceNetwork.Gaussian(Rows, Columns, 1, ref random);
        using WeightMatrix weights = new(Rows, Columns);
        using RowMatrix gradients = new(Rows, Columns);
        using RowOptimizer optimizer = RowOptimizers.Create(kind, weights);
        ReferenceOptimizer expected = new(kind, reference);
        Agreement.Copy(reference, weights);
        for (int t = 1; t <= 30; t++)
        {
            double[][] drawn = ReferenceNetwork.Gaussian(Rows, Columns, Math.Pow(10, random.NextInt32(4) - 3), ref random);
            bool[] touched = new bool[Rows];
            List<int> rows = [];
            for (int row = 0; row < Rows; row++)
            {
                touched[row] = random.NextDouble() < share;
                if (!touched[row])
                    continue;
                for (int j = 0; j < Columns; j++)
                    gradients.Row(rows.Count)[j] = (float)drawn[row][j];
                rows.Add(row);
            }
            float[][] before = Snapshot(weights);
            Update(optimizer, [.. rows], gradients, 0.01f);
            expected.Step(drawn, touched, 0.01f);
            for (int row = 0; row < Rows; row++)
            {
                if (!touched[row])
                    Assert.Equal(before[row], weights.Row(row).ToArray());
            }
        }
        Agreement.Equal(reference, weights, 1e-5, $"{kind}");
        OptimizerStates.AssertEqual(expected, optimizer, 1e-5);
    }

    [Fact]
    public void WithEveryRowTouchedLazyAdamIsDenseAdam()
    {
        const double beta1 = 0.9f;
        const double beta2 = 0.999f;
        RandomStream random = new(2);
        double[][] dense = ReferenceNetwork.Gaussian(Rows, Columns, 1, ref random);
        double[][] first = ReferenceOutput.Zeros(Rows, Columns);
        double[][] second = ReferenceOutput.Zeros(Rows, Columns);
        using WeightMatrix weights = new(Rows, Columns);
        using RowMatrix gradients = new(Rows, Columns);
        using AdamOptimizer optimizer = new(weights);
        Agreement.Copy(dense, weights);
        for (int t = 1; t <= 200; t++)
        {
            double[][] drawn = ReferenceNetwork.Gaussian(Rows, Columns, 0.1, ref random);
            Agreement.Copy(drawn, gradients);
            Update(optimizer, [.. Enumerable.Range(0, Rows)], gradients, 0.01f);
            // Kingma and Ba 2015, algorithm 1, with one step number for all weights.
            for (int i = 0; i < Rows * Columns; i++)
            {
                (int row, int j) = (i / Columns, i % Columns);
                first[row][j] = (beta1 * first[row][j]) + ((1 - beta1) * drawn[row][j]);
                second[row][j] = (beta2 * second[row][j]) + ((1 - beta2) * drawn[row][j] * drawn[row][j]);
                double root = Math.Sqrt(second[row][j] / (1 - Math.Pow(beta2, t)));
                dense[row][j] -= 0.01f * first[row][j] / (1 - Math.Pow(beta1, t)) / (root + 1e-8f);
            }
        }
        Agreement.Equal(dense, weights, 1e-5, "weights");
    }

    [Fact]
    public void ARowsFirstStepIsOfFullSizeHoweverLateItComes()
    {
        using WeightMatrix weights = new(2, 1);
        using RowMatrix gradients = new(2, 1);
        using AdamOptimizer optimizer = new(weights);
        gradients.Row(0)[0] = 0.5f;
        gradients.Row(1)[0] = -0.001f;
        for (int t = 0; t < 50; t++)
            Update(optimizer, [0], gradients, 0.01f);
        Update(optimizer, [0, 1], gradients, 0.01f);
        Assert.Equal(0.01f, weights.Row(1)[0], 1e-6f);
    }

    [Theory]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.RowAdam)]
    [InlineData(OptimizerKind.RowRms)]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.Momentum)]
    [InlineData(OptimizerKind.Adagrad)]
    [InlineData(OptimizerKind.RowAdagrad)]
    public void AZeroGradientMovesNothing(OptimizerKind kind)
    {
        using WeightMatrix weights = new(2, 5);
        using RowMatrix gradients = new(2, 5);
        using RowOptimizer optimizer = RowOptimizers.Create(kind, weights);
        weights.Row(0).Fill(0.25f);
        Update(optimizer, [0, 1], gradients, 1e6f);
        Assert.All(weights.Row(0).ToArray(), weight => Assert.Equal(0.25f, weight));
        Assert.All(weights.Row(1).ToArray(), weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void ConstantsThatWouldMakeWeightsNotANumberAreRefused()
    {
        using WeightMatrix weights = new(1, 1);
        foreach (float decay in (float[])[-0.1f, 1, 2, float.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptimizer(weights, firstDecay: decay));
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptimizer(weights, secondDecay: decay));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RowAdamOptimizer(weights, firstDecay: decay));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RowAdamOptimizer(weights, secondDecay: decay));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RowRmsOptimizer(weights, secondDecay: decay));
            Assert.Throws<ArgumentOutOfRangeException>(() => new MomentumOptimizer(weights, decay));
        }
        foreach (float epsilon in (float[])[0, -1, float.PositiveInfinity, float.NaN])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdamOptimizer(weights, epsilon: epsilon));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RowAdamOptimizer(weights, epsilon: epsilon));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RowRmsOptimizer(weights, epsilon: epsilon));
            Assert.Throws<ArgumentOutOfRangeException>(() => new AdagradOptimizer(weights, epsilon));
            Assert.Throws<ArgumentOutOfRangeException>(() => new RowAdagradOptimizer(weights, epsilon));
        }
    }

    [Fact]
    public void UnknownKindsAreRefused()
    {
        using WeightMatrix weights = new(1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowOptimizers.Create((OptimizerKind)99, weights));
        Assert.Throws<ArgumentOutOfRangeException>(() => OutputLosses.Create((LossKind)99));
    }

    private static void Update(RowOptimizer optimizer, int[] rows, RowMatrix gradients, float learningRate)
    {
        RandomStream random = new(9, (ulong)rows.Length);
        fixed (int* row = rows)
            optimizer.UpdateHogwild(row, rows.Length, gradients.Pointer, gradients.Stride, learningRate, optimizer.DrawNoise(ref random));
    }

    private static float[][] Snapshot(WeightMatrix matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix.Row(row).ToArray())];
}
