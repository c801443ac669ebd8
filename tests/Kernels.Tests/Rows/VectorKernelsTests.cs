namespace Glissade.Kernels.Tests;

public sealed unsafe class VectorKernelsTests
{
    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void DotIsTheScalarDotAtAnyAlignment(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            foreach (bool misaligned in (bool[])[false, true])
            {
                using TestMemory a = TestMemory.Gaussian(length, 1, misaligned: misaligned);
                using TestMemory b = TestMemory.Gaussian(length, 2, misaligned: misaligned);
                Near.Equal(
                    Scalar.Dot(a.Pointer, b.Pointer, length), kernels.Dot(a.Pointer, b.Pointer, length),
                    Magnitude(a.Span, b.Span), $"length {length}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AxpyIsTheScalarAxpyAndWritesNothingElse(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            foreach (bool misaligned in (bool[])[false, true])
            {
                using TestMemory x = TestMemory.Gaussian(length, 3, misaligned: misaligned);
                using TestMemory y = TestMemory.Gaussian(length, 4, misaligned: misaligned);
                using TestMemory expected = y.Copy();
                Scalar.Axpy(-0.7f, x.Pointer, expected.Pointer, length);
                kernels.Axpy(-0.7f, x.Pointer, y.Pointer, length);
                for (int i = 0; i < length; i++)
                    Near.Equal(expected.Span[i], y.Span[i], Math.Abs(x.Span[i]) + 1, $"length {length}, element {i}");
                y.AssertSurroundings();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void DotOfSpecialValuesIsTheScalarDot(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (float special in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 1e-40f, -0f])
        {
            for (int place = 0; place < 48; place++)
            {
                using TestMemory a = new(48);
                using TestMemory b = new(48);
                b.Span.Fill(2);
                a.Span[place] = special;
                Near.Equal(Scalar.Dot(a.Pointer, b.Pointer, 48), kernels.Dot(a.Pointer, b.Pointer, 48), 0, $"{special} at {place}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void DotStaysBeforeAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int length in Widths.RowLengths)
        {
            using GuardedBuffer<float> a = new(length);
            using GuardedBuffer<float> b = new(length);
            a.Span.Fill(0.5f);
            b.Span.Fill(2);
            Assert.Equal(length, kernels.Dot(a.Pointer, b.Pointer, length));
            kernels.Axpy(2, a.Pointer, b.Pointer, length);
            Assert.Equal(3, b.Span[^1]);
        }
    }

    private static double Magnitude(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += Math.Abs((double)a[i] * b[i]);
        return sum;
    }
}
