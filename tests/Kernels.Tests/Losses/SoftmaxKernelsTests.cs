namespace Glissade.Kernels.Tests;

public sealed unsafe class SoftmaxKernelsTests
{
    private static readonly float[] Specials =
    [
        float.NegativeInfinity, float.PositiveInfinity, float.MinValue, float.MaxValue,
        -1000, -104, -88.5f, -1, -1e-40f, -0f, 1e-40f, 1, 88, 1000,
    ];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ExpSumIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        InPlace.Check((z, n) => kernels.ExpSum(z, n, 2.5f), (z, n) => Scalar.ExpSum(z, n, 2.5f));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ManySmallTermsAreNotLostBesideALargeOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        const int Count = 4_000_003;
        using TestMemory logits = new(Count);
        logits.Span.Fill(-17);
        logits.Span[0] = 0;
        double expected = 1 + ((Count - 1) * Math.Exp(-17));
        Assert.Equal(expected, kernels.ExpSum(logits.Pointer, Count, 0), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void TheMaximumIsTheScalarOneWhereverItIs(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        InPlace.Check((z, n) => kernels.Maximum(z, n), (z, n) => Scalar.Maximum(z, n));
        for (int count = 1; count <= 150; count++)
        {
            using TestMemory values = new(count, misaligned: true);
            values.Span.Fill(-3);
            for (int place = 0; place < count; place++)
            {
                values.Span[place] = -2;
                Assert.Equal(-2, kernels.Maximum(values.Pointer, count));
                values.Span[place] = -3;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ScalingIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        InPlace.Check(
            (z, n) =>
            {
                kernels.Scale(z, n, -0.3f);
                return 0;
            },
            (z, n) =>
            {
                Scalar.Scale(z, n, -0.3f);
                return 0;
            });
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SpecialLogitsAreTreatedAsByTheScalarOnes(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (float special in Specials)
        {
            foreach (int count in (int[])[1, 16, 33, 71])
            {
                for (int place = 0; place < count; place++)
                {
                    float[] logits = new float[count];
                    logits[place] = special;
                    string what = $"{special} at {place} of {count}";
                    InPlace.CheckOne(logits, what, (z, n) => kernels.ExpSum(z, n, 0), (z, n) => Scalar.ExpSum(z, n, 0));
                    InPlace.CheckOne(logits, what, (z, n) => kernels.Maximum(z, n), (z, n) => Scalar.Maximum(z, n));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ALogitThatIsNotANumberMakesSumAndMaximumSo(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        for (int place = 0; place < 150; place++)
        {
            using TestMemory logits = TestMemory.Gaussian(150, 1);
            logits.Span[place] = float.NaN;
            Assert.True(float.IsNaN(kernels.Maximum(logits.Pointer, 150)), $"maximum, place {place}");
            Assert.True(double.IsNaN(kernels.ExpSum(logits.Pointer, 150, 0)), $"sum, place {place}");
            Assert.True(float.IsNaN(logits.Span[place]), $"exponential at {place}");
            kernels.Scale(logits.Pointer, 150, 2);
            Assert.True(float.IsNaN(logits.Span[place]), $"product at {place}");
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void NothingBeforeAPageWithoutAccessIsOverstepped(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        for (int count = 0; count <= 150; count++)
        {
            using GuardedBuffer<float> logits = new(count);
            Assert.Equal(count == 0 ? float.NegativeInfinity : 0, kernels.Maximum(logits.Pointer, count));
            Near.Equal(count, kernels.ExpSum(logits.Pointer, count, 0), 0, $"count {count}");
            kernels.Scale(logits.Pointer, count, 3);
            Assert.All(logits.Span.ToArray(), value => Assert.Equal(3, value));
        }
    }
}
