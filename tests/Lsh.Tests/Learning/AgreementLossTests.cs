using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests.Learning;

/// <summary>Each loss's derivatives against differences of the loss itself.</summary>
public class AgreementLossTests
{
    private const float Margin = 1;
    private static readonly int[] Targets = [1, 4];
    private static readonly int[] Wrong = [0, 2, 7];

    public static TheoryData<string> Losses => ["contrastive", "cross-entropy", "triplet"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void DerivativesAreThoseOfTheLoss(string loss)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            float[] agreements = Draw(9, seed);
            float[] derivatives = new float[9];
            Evaluate(loss, agreements, derivatives);
            for (int i = 0; i < agreements.Length; i++)
            {
                const float step = 1f / 256;
                float[] above = [.. agreements];
                float[] below = [.. agreements];
                above[i] += step;
                below[i] -= step;
                double expected = (Evaluate(loss, above, new float[9]) - Evaluate(loss, below, new float[9])) / (2 * step);
                // A kink of the triplet loss within the step makes the difference a mean of two slopes.
                double tolerance = loss == "triplet" ? KinkTolerance(agreements, i, step) : 1e-3;
                Assert.InRange(derivatives[i], expected - tolerance, expected + tolerance);
            }
        }
    }

    [Property]
    public bool ContrastiveDerivativesSumToNothing(ulong seed)
    {
        float[] derivatives = new float[40];
        AgreementLoss.Contrastive(Draw(40, seed), Targets, derivatives);
        return Math.Abs(derivatives.Sum()) < 1e-5;
    }

    [Fact]
    public void LargeAgreementsDoNotOverflow()
    {
        float[] agreements = [1e30f, -1e30f, 3e38f, 0, 1, 2, 3, 4, 5];
        float[] derivatives = new float[9];
        Assert.True(double.IsFinite(AgreementLoss.Contrastive(agreements, [2], derivatives)));
        Assert.All(derivatives, value => Assert.True(float.IsFinite(value)));
        Assert.True(double.IsFinite(AgreementLoss.CrossEntropy(agreements, [1], [2], derivatives)));
        Assert.Equal(-1, derivatives[1]);
        Assert.Equal(1, derivatives[2]);
    }

    [Fact]
    public void NothingMissedAndNothingWrongIsNoLoss()
    {
        float[] derivatives = [1, 2, 3];
        Assert.Equal(0, AgreementLoss.CrossEntropy(new float[3], [], [], derivatives));
        Assert.Equal([0, 0, 0], derivatives);
        Assert.Equal(0, AgreementLoss.Triplet(new float[3], [], [1], Margin, derivatives));
        Assert.Equal([0, 0, 0], derivatives);
    }

    private static float[] Draw(int count, ulong seed)
    {
        RandomStream random = new(seed);
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = random.NextGaussian();
        return values;
    }

    private static double Evaluate(string loss, float[] agreements, float[] derivatives) => loss switch
    {
        "contrastive" => AgreementLoss.Contrastive(agreements, Targets, derivatives),
        "cross-entropy" => AgreementLoss.CrossEntropy(agreements, Targets, Wrong, derivatives),
        _ => AgreementLoss.Triplet(agreements, Targets, Wrong, Margin, derivatives),
    };

    private static double KinkTolerance(float[] agreements, int moved, float step)
    {
        int kinks = Targets.SelectMany(target => Wrong.Select(row => (target, row)))
            .Count(pair => (pair.target == moved || pair.row == moved)
                && Math.Abs(Margin - agreements[pair.target] + agreements[pair.row]) <= step);
        return 1e-3 + ((double)kinks / (Targets.Length * Wrong.Length));
    }
}
