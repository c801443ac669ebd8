namespace Glissade.Kernels.Tests;

public sealed unsafe class LossKernelsTests
{
    private static readonly int[] Counts = [.. Enumerable.Range(0, 71), 5000];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SquaredHingeIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        Check((logits, count) => kernels.SquaredHingeNegatives((float*)logits, count, 0.25f),
            (logits, count) => Scalar.SquaredHingeNegatives((float*)logits, count, 0.25f));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void LogisticIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        Check((logits, count) => kernels.LogisticNegatives((float*)logits, count, 0.25f),
            (logits, count) => Scalar.LogisticNegatives((float*)logits, count, 0.25f));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ExpSumIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        Check((logits, count) => kernels.ExpSum((float*)logits, count, 2.5f),
            (logits, count) => Scalar.ExpSum((float*)logits, count, 2.5f));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void LossesOfSpecialLogitsAreTheScalarOnes(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        float[] specials =
            [float.NegativeInfinity, float.PositiveInfinity, -1e30f, -1000, -104, -88.5f, -1, -1e-40f, -0f, 0, 1e-40f, 1, 16, 40, 88, 1000];
        foreach (float special in specials)
        {
            foreach (int count in (int[])[1, 16, 33])
            {
                for (int place = 0; place < count; place++)
                {
                    float[] logits = new float[count];
                    logits[place] = special;
                    string what = $"{special} at {place} of {count}";
                    CheckOne(logits, what, (z, n) => kernels.SquaredHingeNegatives((float*)z, n, 0.5f),
                        (z, n) => Scalar.SquaredHingeNegatives((float*)z, n, 0.5f));
                    CheckOne(logits, what, (z, n) => kernels.LogisticNegatives((float*)z, n, 0.5f),
                        (z, n) => Scalar.LogisticNegatives((float*)z, n, 0.5f));
                    if (special <= 40)
                        CheckOne(logits, what, (z, n) => kernels.ExpSum((float*)z, n, 0), (z, n) => Scalar.ExpSum((float*)z, n, 0));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ALogitThatIsNotANumberMakesTheLossSo(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        for (int place = 0; place < 37; place++)
        {
            foreach (Func<nint, double> loss in (Func<nint, double>[])[
                z => kernels.SquaredHingeNegatives((float*)z, 37, 1), z => kernels.LogisticNegatives((float*)z, 37, 1),
                z => kernels.ExpSum((float*)z, 37, 0)])
            {
                using TestMemory logits = TestMemory.Gaussian(37, 1);
                logits.Span[place] = float.NaN;
                Assert.True(double.IsNaN(loss((nint)logits.Pointer)), $"place {place}");
                Assert.True(float.IsNaN(logits.Span[place]), $"derivative at {place}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ColumnKernelsAreElementwise(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (int count in Widths.RowLengths)
        {
            using TestMemory logits = TestMemory.Gaussian(count, 1, 3, misaligned: true);
            using TestMemory shifts = TestMemory.Gaussian(count, 2, 3, misaligned: true);
            using TestMemory sums = TestMemory.Gaussian(count, 3, misaligned: true);
            using TestMemory scaled = TestMemory.Of(logits.Span, misaligned: true);
            using TestMemory maxima = TestMemory.Of(shifts.Span, misaligned: true);
            using TestMemory before = sums.Copy();
            kernels.AddExp(logits.Pointer, shifts.Pointer, sums.Pointer, count);
            kernels.ScaledExp(scaled.Pointer, shifts.Pointer, before.Pointer, count);
            kernels.Maximize(logits.Pointer, maxima.Pointer, count);
            for (int i = 0; i < count; i++)
            {
                // The difference is rounded to single precision before the exponential, which turns its error into a relative one.
                double e = Math.Exp(logits.Span[i] - shifts.Span[i]);
                Near.Equal(before.Span[i] + e, sums.Span[i], e + Math.Abs(before.Span[i]), $"AddExp {i} of {count}");
                Near.Equal(e * before.Span[i], scaled.Span[i], 0, $"ScaledExp {i} of {count}");
                Assert.Equal(Math.Max(logits.Span[i], shifts.Span[i]), maxima.Span[i]);
            }
            sums.AssertSurroundings();
            scaled.AssertSurroundings();
            maxima.AssertSurroundings();
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void AMaximumWithWhatIsNotANumberIsNone(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        using TestMemory logits = new(16);
        using TestMemory maxima = new(16);
        logits.Span[3] = float.NaN;
        maxima.Span[5] = float.NaN;
        maxima.Span[6] = float.NegativeInfinity;
        kernels.Maximize(logits.Pointer, maxima.Pointer, 16);
        for (int i = 0; i < 16; i++)
            Assert.Equal(i is 3 or 5, float.IsNaN(maxima.Span[i]));
        Assert.Equal(0, maxima.Span[6]);
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void LossesStayBeforeAPageWithoutAccess(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        for (int count = 0; count <= 70; count++)
        {
            using GuardedBuffer<float> logits = new(count);
            Assert.Equal(count, kernels.SquaredHingeNegatives(logits.Pointer, count, 0));
            Near.Equal(count * Math.Log(2), kernels.LogisticNegatives(logits.Pointer, count, 0), 0, $"count {count}");
            Near.Equal(count, kernels.ExpSum(logits.Pointer, count, 0), 0, $"count {count}");
        }
    }

    private static void Check(Func<nint, int, double> kernel, Func<nint, int, double> definition)
    {
        foreach (int count in Counts)
        {
            using TestMemory logits = TestMemory.Gaussian(count, 9, 4);
            CheckOne(logits.Span, $"count {count}", kernel, definition);
        }
    }

    private static void CheckOne(
        ReadOnlySpan<float> logits, string what, Func<nint, int, double> kernel, Func<nint, int, double> definition)
    {
        using TestMemory actual = TestMemory.Of(logits, misaligned: true);
        using TestMemory expected = TestMemory.Of(logits);
        double loss = definition((nint)expected.Pointer, logits.Length);
        // Sums of squares beyond a float's range are infinite in a vector of floats: training stops there either way.
        double representable = loss > float.MaxValue ? double.PositiveInfinity : loss;
        Near.Equal(representable, kernel((nint)actual.Pointer, logits.Length), 0, $"loss, {what}");
        for (int i = 0; i < logits.Length; i++)
            Near.Equal(expected.Span[i], actual.Span[i], 0, $"derivative {i}, {what}");
        actual.AssertSurroundings();
    }
}
