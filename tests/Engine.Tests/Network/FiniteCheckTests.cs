using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class FiniteCheckTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void OneBrokenWeightOfAnyLayerIsFound(float broken)
    {
        foreach (WeightPrecision precision in Enum.GetValues<WeightPrecision>())
            CheckEachLayer(broken, precision);
    }

    private static void CheckEachLayer(float broken, WeightPrecision precision)
    {
        using Network network = new(20, [5, 17], 9000, HiddenActivation.Relu, precision);
        using WorkerTeam team = new(2);
        Assert.True(FiniteCheck.AllFinite(network, team));
        foreach (WeightMatrix weights in network.WeightMatrices)
        {
            float[] row = new float[weights.Columns];
            row[^1] = broken;
            weights.WriteRow(weights.Rows - 1, row);
            Assert.False(FiniteCheck.AllFinite(network, team));
            row[^1] = 0;
            weights.WriteRow(weights.Rows - 1, row);
        }
    }
}
