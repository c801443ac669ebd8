namespace Glissade.Kernels.Tests;

public sealed unsafe class RowUpdateTests
{
    private static readonly AdamStep Step = new(0.01f, 0.9f, 0.999f, 0.271f, 0.002997f, 1e-8f);

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AdamIsTheScalarAdam(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            using TestMemory weights = TestMemory.Gaussian(length, 1, misaligned: true);
            using TestMemory first = TestMemory.Gaussian(length, 2, misaligned: true);
            using TestMemory second = TestMemory.Gaussian(length, 3, misaligned: true);
            using TestMemory gradient = TestMemory.Gaussian(length, 4, misaligned: true);
            foreach (ref float moment in second.Span)
                moment *= moment;
            using TestMemory expected = weights.Copy();
            using TestMemory expectedFirst = first.Copy();
            using TestMemory expectedSecond = second.Copy();
            Scalar.Adam(expected.Pointer, expectedFirst.Pointer, expectedSecond.Pointer, gradient.Pointer, length, Step);
            kernels.Adam(weights.Pointer, first.Pointer, second.Pointer, gradient.Pointer, length, Step);
            for (int i = 0; i < length; i++)
            {
                Near.Equal(expectedFirst.Span[i], first.Span[i], 1, $"first moment {i} of {length}");
                Near.Equal(expectedSecond.Span[i], second.Span[i], 0, $"second moment {i} of {length}");
                Near.Equal(expected.Span[i], weights.Span[i], 1, $"weight {i} of {length}");
            }
            weights.AssertSurroundings();
            first.AssertSurroundings();
            second.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void MomentumIsTheScalarMomentum(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            using TestMemory weights = TestMemory.Gaussian(length, 1, misaligned: true);
            using TestMemory first = TestMemory.Gaussian(length, 2, misaligned: true);
            using TestMemory gradient = TestMemory.Gaussian(length, 4, misaligned: true);
            using TestMemory expected = weights.Copy();
            using TestMemory expectedFirst = first.Copy();
            Scalar.Momentum(expected.Pointer, expectedFirst.Pointer, gradient.Pointer, length, 0.9f, 0.3f);
            kernels.Momentum(weights.Pointer, first.Pointer, gradient.Pointer, length, 0.9f, 0.3f);
            for (int i = 0; i < length; i++)
            {
                Near.Equal(expectedFirst.Span[i], first.Span[i], 1, $"first moment {i} of {length}");
                Near.Equal(expected.Span[i], weights.Span[i], 1, $"weight {i} of {length}");
            }
            weights.AssertSurroundings();
            first.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ZeroPaddingStaysZero(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory weights = new(48);
        using TestMemory first = new(48);
        using TestMemory second = new(48);
        using TestMemory gradient = new(48);
        kernels.Adam(weights.Pointer, first.Pointer, second.Pointer, gradient.Pointer, 48, Step);
        kernels.Momentum(weights.Pointer, first.Pointer, gradient.Pointer, 48, 0.9f, 1e8f);
        Assert.All(weights.Span.ToArray(), weight => Assert.Equal(0, weight));
        Assert.All(second.Span.ToArray(), moment => Assert.Equal(0, moment));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AGradientThatIsNotANumberShowsInTheWeights(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory weights = new(16);
        using TestMemory first = new(16);
        using TestMemory second = new(16);
        using TestMemory gradient = new(16);
        gradient.Span[5] = float.NaN;
        kernels.Adam(weights.Pointer, first.Pointer, second.Pointer, gradient.Pointer, 16, Step);
        Assert.True(float.IsNaN(weights.Span[5]));
        Assert.Equal(0, weights.Span[4]);
    }
}
