using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed unsafe class SparseRowGradientTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(7, 16)]
    [InlineData(40, 33)]
    public void EachTouchedRowTakesOneStepByTheSumOverItsSamples(int sampleCount, int columns)
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
        using SgdOptimizer optimizer = new(weights);
        entries.Transpose(batch.Count, batch.FeatureOffsets, batch.FeatureIds, batch.FeatureValues);
        gradient.Apply(entries, vectorRows, optimizer, 0.5f, ref random);
        for (int i = 0; i < sampleCount; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int f = 0; f < samples[i].Features.Length; f++)
                    reference[samples[i].Features[f]][j] -= 0.5 * samples[i].Values[f] * vectors[i][j];
                reference[rowCount - 1][j] -= 0.5 * vectors[i][j]; // the bias feature of every sample
            }
        }
        Agreement.Equal(reference, weights, 1e-6, "weights");
    }
}
