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
        using Network network = new(20, [5, 17], 9000, HiddenActivation.Relu);
        using WorkerTeam team = new(2);
        Assert.True(FiniteCheck.AllFinite(network, team));
        foreach (WeightMatrix weights in network.WeightMatrices)
        {
            ref float last = ref weights.Row(weights.Rows - 1)[weights.Columns - 1];
            last = broken;
            Assert.False(FiniteCheck.AllFinite(network, team));
            last = 0;
        }
    }
}
