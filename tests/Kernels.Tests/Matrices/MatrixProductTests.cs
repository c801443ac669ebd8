namespace Glissade.Kernels.Tests;

public sealed unsafe class MatrixProductTests
{
    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AnyShapeIsTheScalarProduct(string width)
    {
        // Odd numbers of columns go with blocks of 4 vectors: 1 to 9 vectors of 512 bits, cut into blocks of 1 to 4.
        foreach (int n in (int[])[1, 15, 16, 17, 33, 63, 64, 65, 81, 101, 113, 129, 150])
        {
            for (int m = 1; m <= 20; m++)
            {
                Shape shape = new(m, n, K: 5 + (m % 3), Transposed: m % 2 == 0, Accumulate: m % 3 == 0);
                Check(width, shape, blockVectors: 2 + (2 * (n % 2)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AnyDepthIsTheScalarProduct(string width)
    {
        foreach (int blockVectors in (int[])[2, 4])
        {
            foreach (bool transposed in (bool[])[false, true])
            {
                foreach (bool accumulate in (bool[])[false, true])
                {
                    // Beyond 128, 256 and 512 the inner index is cut into blocks at one width or another.
                    foreach (int k in (int[])[0, 1, 2, 127, 129, 257, 700, 2100])
                        Check(width, new Shape(M: 7, N: 70, k, transposed, accumulate), blockVectors);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheProductsOfATrainingStepAreTheScalarProduct(string width)
    {
        foreach ((int neurons, int samples, int units) in ((int, int, int)[])[(128, 256, 128), (128, 64, 128), (67, 61, 100)])
        {
            Check(width, new Shape(neurons, samples, units + 1, Transposed: false, Accumulate: false), blockVectors: 4);
            Check(width, new Shape(samples, units, neurons, Transposed: true, Accumulate: true), blockVectors: 4);
            Check(width, new Shape(neurons, units, samples, Transposed: false, Accumulate: false), blockVectors: 4);
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SpecialValuesGiveWhatTheScalarProductGives(string width)
    {
        const int m = 11;
        const int n = 48;
        const int k = 3;
        foreach (float special in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, 1e-40f, -0f])
        {
            using TestMemory a = new(m * k);
            using TestMemory b = new(k * n);
            using TestMemory c = new(m * n);
            using TestMemory expected = new(m * n);
            b.Span.Fill(2);
            b.Span[17] = 0; // times infinity is not a number
            for (int i = 0; i < m; i += 2)
                a.Span[i * k] = special;
            KernelSet.ByName(width).Multiply(a.Pointer, k, 1, b.Pointer, n, c.Pointer, n, m, n, k, accumulate: false, 4);
            Scalar.Multiply(a.Pointer, k, 1, b.Pointer, n, expected.Pointer, n, m, n, k, accumulate: false);
            for (int i = 0; i < c.Length; i++)
                Near.Equal(expected.Span[i], c.Span[i], 0, $"{special}, ({i / n}, {i % n})");
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void NothingInsideGivesZeroOrWhatWasThere(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory c = new(2 * 16);
        c.Span.Fill(3);
        using TestMemory nothing = new(0);
        kernels.Multiply(nothing.Pointer, 0, 1, nothing.Pointer, 16, c.Pointer, 16, 2, 16, 0, accumulate: true, 4);
        Assert.All(c.Span.ToArray(), element => Assert.Equal(3, element));
        kernels.Multiply(nothing.Pointer, 0, 1, nothing.Pointer, 16, c.Pointer, 16, 2, 16, 0, accumulate: false, 4);
        Assert.All(c.Span.ToArray(), element => Assert.Equal(0, element));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void OperandsMayEndAtAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int blockVectors in (int[])[2, 4])
        {
            foreach (int n in (int[])[16, 48, 80, 144])
            {
                for (int m = 1; m <= 13; m++)
                {
                    const int depth = 19;
                    using GuardedBuffer<float> a = new(m * depth);
                    using GuardedBuffer<float> b = new(depth * n);
                    using GuardedBuffer<float> c = new(m * n);
                    a.Span.Fill(1);
                    b.Span.Fill(1);
                    kernels.Multiply(a.Pointer, depth, 1, b.Pointer, n, c.Pointer, n, m, n, depth, accumulate: false, blockVectors);
                    Assert.Equal(depth, c.Span.ToArray().Min());
                    kernels.Multiply(a.Pointer, 1, m, b.Pointer, n, c.Pointer, n, m, n, depth, accumulate: true, blockVectors);
                    Assert.Equal(2 * depth, c.Span.ToArray().Min());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void OneElementThatIsNotANumberSpoilsItsRowOnly(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory a = new(13 * 4);
        using TestMemory b = new(4 * 32);
        using TestMemory c = new(13 * 32);
        b.Span.Fill(1);
        a.Span[(6 * 4) + 2] = float.NaN;
        kernels.Multiply(a.Pointer, 4, 1, b.Pointer, 32, c.Pointer, 32, 13, 32, 4, accumulate: false, 4);
        for (int i = 0; i < c.Length; i++)
            Assert.Equal(i / 32 == 6, float.IsNaN(c.Span[i]));
    }

    private static void Check(string width, Shape shape, int blockVectors)
    {
        (int m, int n, int k, bool transposed, bool accumulate) = shape;
        int padded = RowMatrix.PadColumns(n);
        int aRowStride = transposed ? 1 : k + 3;
        int aInnerStride = transposed ? m + 3 : 1;
        int bStride = padded + 1;
        int cStride = padded + 2;
        using TestMemory a = TestMemory.Gaussian(transposed ? k * aInnerStride : m * aRowStride, 1, misaligned: true);
        using TestMemory b = TestMemory.Gaussian(k * bStride, 2, misaligned: true);
        using TestMemory c = TestMemory.Gaussian(m * cStride, 3, misaligned: true);
        PoisonGap(a, transposed ? aInnerStride : aRowStride, transposed ? m : k);
        PoisonGap(b, bStride, n); // columns do not mix: what stands in the padding of B stays there
        PoisonGap(c, cStride, padded);
        using TestMemory expected = c.Copy();
        Scalar.Multiply(a.Pointer, aRowStride, aInnerStride, b.Pointer, bStride, expected.Pointer, cStride, m, n, k, accumulate);
        KernelSet.ByName(width).Multiply(
            a.Pointer, aRowStride, aInnerStride, b.Pointer, bStride, c.Pointer, cStride, m, n, k, accumulate, blockVectors);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
                Near.Equal(expected.Span[(i * cStride) + j], c.Span[(i * cStride) + j], k + 1, $"{shape}, ({i}, {j})");
            for (int j = padded; j < cStride; j++)
            {
                if (!float.IsNaN(c.Span[(i * cStride) + j]))
                    Assert.Fail($"{shape}: wrote beyond the padding of row {i}");
            }
        }
        c.AssertSurroundings();
    }

    /// <summary>Makes NaN of what lies between rows.</summary>
    private static void PoisonGap(TestMemory matrix, int stride, int filled)
    {
        for (int row = 0; row < matrix.Length / Math.Max(stride, 1); row++)
            matrix.Span[((row * stride) + filled)..((row + 1) * stride)].Fill(float.NaN);
    }

    private sealed record Shape(int M, int N, int K, bool Transposed, bool Accumulate);
}
