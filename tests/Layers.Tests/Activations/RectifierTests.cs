using Glissade.Kernels;

namespace Glissade.Layers.Tests;

public sealed class RectifierTests
{
    [Fact]
    public void NegativeUnitsBecomeZeroAndOthersStay()
    {
        using ActivationBatch hidden = Gaussian(5, 33, seed: 1);
        float[] before = hidden.Values.Row(3).ToArray();
        RandomStream random = new(1);
        Rectifier.Forward(hidden, HiddenActivation.Relu, 0, ref random);
        Assert.Equal(before[..33].Select(h => Math.Max(h, 0)), hidden.Values.Row(3)[..33].ToArray());
        Assert.Equal(1, hidden.Values.Row(3)[33]);
    }

    [Fact]
    public void DropoutKeepsTheMeanAndTheConstant()
    {
        using ActivationBatch hidden = new(200, 100);
        hidden.Begin(200);
        for (int i = 0; i < 200; i++)
            hidden.Values.Row(i)[..100].Fill(2);
        RandomStream random = new(3);
        Rectifier.Forward(hidden, HiddenActivation.Relu, 0.2f, ref random);
        double sum = 0;
        for (int i = 0; i < 200; i++)
        {
            foreach (float h in hidden.Values.Row(i)[..100])
            {
                Assert.True(h == 0 || Math.Abs(h - 2.5f) < 1e-6f, $"{h}");
                sum += h;
            }
            Assert.Equal(1, hidden.Values.Row(i)[100]);
        }
        Assert.Equal(2, sum / 20_000, 0.03);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.5f)]
    public void UnitsThatAreZeroPassNothingAndOthersTheScale(float dropout)
    {
        using ActivationBatch hidden = Gaussian(4, 17, seed: 2);
        RandomStream random = new(4);
        Rectifier.Forward(hidden, HiddenActivation.Relu, dropout, ref random);
        using RowMatrix deltas = new(4, 17);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < deltas.Stride; j++)
                Cell(deltas, i, j) = j + 1;
        }
        Rectifier.Backward(hidden, deltas, dropout);
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 17; j++)
                Assert.Equal(hidden.Values.Row(i)[j] > 0 ? (j + 1) / (1 - dropout) : 0, deltas.Row(i)[j]);
            for (int j = 17; j < deltas.Stride; j++)
                Assert.Equal(0, Cell(deltas, i, j));
        }
    }

    [Theory]
    [InlineData(HiddenActivation.Linear, 0)]
    [InlineData(HiddenActivation.Mixed, 16)]
    [InlineData(HiddenActivation.Relu, 33)]
    public void OnlyTheFirstUnitsAreRectified(HiddenActivation activation, int rectified)
    {
        using ActivationBatch hidden = Gaussian(5, 33, seed: 1);
        float[] before = hidden.Values.Row(3).ToArray();
        RandomStream random = new(1);
        Rectifier.Forward(hidden, activation, 0, ref random);
        Assert.Equal(before[..33].Select((h, j) => j < rectified ? Math.Max(h, 0) : h), hidden.Values.Row(3)[..33].ToArray());
    }

    [Fact]
    public void AUnitThatIsNotANumberStaysOne()
    {
        using ActivationBatch hidden = Gaussian(1, 5, seed: 2);
        hidden.Values.Row(0)[2] = float.NaN;
        RandomStream random = new(4);
        Rectifier.Forward(hidden, HiddenActivation.Relu, 0, ref random);
        Assert.True(float.IsNaN(hidden.Values.Row(0)[2]));
    }

    private static unsafe ref float Cell(RowMatrix matrix, int row, int column) => ref matrix.RowPointer(row)[column];

    private static ActivationBatch Gaussian(int samples, int units, ulong seed)
    {
        ActivationBatch hidden = new(samples, units);
        hidden.Begin(samples);
        RandomStream random = new(seed);
        for (int i = 0; i < samples; i++)
        {
            foreach (ref float value in hidden.Values.Row(i)[..units])
                value = random.NextGaussian();
        }
        return hidden;
    }
}
