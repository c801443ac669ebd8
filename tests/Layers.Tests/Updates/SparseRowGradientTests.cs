using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed unsafe class SparseRowGradientTests
{
    [Theory]
    [InlineData(1, 5, OptimizerKind.Sgd)]
    [InlineData(7, 16, OptimizerKind.Sgd)]
    [InlineData(40, 33, OptimizerKind.Sgd)]
    [InlineData(1, 5, OptimizerKind.RowRms)]
    [InlineData(7, 16, OptimizerKind.RowRms)]
    [InlineData(40, 33, OptimizerKind.RowRms)]
    [InlineData(40, 33, OptimizerKind.RowAdagrad)]
    [InlineData(40, 33, OptimizerKind.RowAdam)]
    [InlineData(40, 33, OptimizerKind.Momentum)]
    public void EachTouchedRowTakesOneStepByTheSumOverItsSamples(int sampleCount, int columns, OptimizerKind kind)
    {
        const int rowCount = 90; // more than two blocks of rows
        ReferenceSample[] samples = ReferenceSample.Draw(sampleCount, rowCount - 1, 1, seed: 5);
        RandomStream random = new(6);
        double[][] reference = ReferenceNetwork.Gaussian(rowCount, columns, 1, ref random);
        double[][] vectors = ReferenceNetwork.Gaussian(sampleCount, columns, 1, ref random);
        using WeightMatrix weights = new(rowCount, columns);
        using RowMatrix vectorRows = new(sampleCount, columns);
        Agreement.Copy(reference, weights);
        Agreement.Copy(vectors, vectorRows);
        using SparseBatch batch = new(rowCount - 1);
        ReferenceSample.Fill(batch, samples);
        using RowEntries entries = new(rowCount);
        using SparseRowGradient gradient = new(columns);
        using RowOptimizer optimizer = RowOptimizers.Create(kind, weights);
        ReferenceOptimizer expected = new(kind, reference);
        entries.TransposeFeatures(batch);
        double[][] gradients = ReferenceOutput.Zeros(rowCount, columns);
        bool[] touched = new bool[rowCount];
        for (int i = 0; i < sampleCount; i++)
        {
            Add(rowCount - 1, 1, vectors[i]); // the bias feature of every sample
            for (int f = 0; f < samples[i].Features.Length; f++)
                Add(samples[i].Features[f], samples[i].Values[f], vectors[i]);
        }
        for (int step = 0; step < 3; step++)
        {
            gradient.Defer(entries, vectorRows, optimizer, 0.1f, ref random);
            gradient.Apply();
            expected.Step(gradients, touched, 0.1f);
        }
        Agreement.Equal(reference, weights, 1e-5, "weights");
        OptimizerStates.AssertEqual(expected, optimizer, 1e-5);

        void Add(int row, double scale, double[] vector)
        {
            touched[row] = true;
            for (int j = 0; j < columns; j++)
                gradients[row][j] += scale * vector[j];
        }
    }
}
