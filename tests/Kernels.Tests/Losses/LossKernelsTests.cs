namespace Glissade.Kernels.Tests;

public sealed unsafe class LossKernelsTests
{
    private static readonly float[] Specials =
        [float.NegativeInfinity, float.PositiveInfinity, -1e30f, -1000, -104, -88.5f, -1, -1e-40f, -0f, 0, 1e-40f, 1, 16, 40, 88, 1000];

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void SquaredHingeIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        InPlace.Check((z, n) => kernels.SquaredHingeNegatives(z, n, 0.25f), (z, n) => Scalar.SquaredHingeNegatives(z, n, 0.25f));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void LogisticIsTheScalarOne(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        InPlace.Check((z, n) => kernels.LogisticNegatives(z, n, 0.25f), (z, n) => Scalar.LogisticNegatives(z, n, 0.25f));
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ErrorsOfTheLogisticLossStayBelowTheDocumentedBound(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (float logit in Ulps.Floats(600_011))
        {
            float derivative = logit;
            float loss = (float)kernels.LogisticNegatives(&derivative, 1, 1);
            double e = Math.Exp(-Math.Abs((double)logit));
            double worst = Math.Max(
                Ulps.Error(Math.Max((double)logit, 0) + Scalar.LogOnePlus(e), loss),
                Ulps.Error((logit < 0 ? e : 1) / (1 + e), derivative));
            if (worst > LossKernels.LogisticMaxUlps)
                Assert.Fail($"logit {logit:R}: loss {loss:R}, derivative {derivative:R}, {worst} units in the last place off");
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void LossesOfSpecialLogitsAreTheScalarOnes(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        foreach (float special in Specials)
        {
            foreach (int count in (int[])[1, 16, 33])
            {
                for (int place = 0; place < count; place++)
                {
                    float[] logits = new float[count];
                    logits[place] = special;
                    string what = $"{special} at {place} of {count}";
                    InPlace.CheckOne(
                        logits, what, (z, n) => kernels.SquaredHingeNegatives(z, n, 0.5f),
                        (z, n) => Scalar.SquaredHingeNegatives(z, n, 0.5f));
                    InPlace.CheckOne(
                        logits, what, (z, n) => kernels.LogisticNegatives(z, n, 0.5f), (z, n) => Scalar.LogisticNegatives(z, n, 0.5f));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Names), MemberType = typeof(Widths))]
    public void ALogitThatIsNotANumberMakesTheLossSo(string width)
    {
        KernelSet kernels = KernelSet.ByName(width);
        InPlace.Kernel[] losses = [(z, n) => kernels.SquaredHingeNegatives(z, n, 1), (z, n) => kernels.LogisticNegatives(z, n, 1)];
        foreach (InPlace.Kernel loss in losses)
        {
            for (int place = 0; place < 37; place++)
            {
                using TestMemory logits = TestMemory.Gaussian(37, 1);
                logits.Span[place] = float.NaN;
                Assert.True(double.IsNaN(loss(logits.Pointer, 37)), $"place {place}");
                Assert.True(float.IsNaN(logits.Span[place]), $"derivative at {place}");
            }
        }
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
        }
    }
}
