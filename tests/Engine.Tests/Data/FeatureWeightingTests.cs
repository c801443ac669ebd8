using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Engine.Tests.Data;

public sealed class FeatureWeightingTests
{
    private const string Sample = "5 8 2\n1 0:1 1:4 2:0.5\n0 1:2.5 3:100\n 1:7 2:-3\n1\n0 0:1e-20 6:1\n";

    private static readonly Gen<string> Points =
        Gen.Choose(0, 7).SelectMany(static id => Gen.Choose(-20, 200).Select(value => $" {id}:{value / 4.0}")).ListOf()
            .Select(static features => "0" + string.Concat(features) + "\n").ListOf()
            .Select(static lines => $"{lines.Count} 8 1\n" + string.Concat(lines));

    [Property(MaxTest = 300)]
    public Property WeightsAreThoseOfThePlainFormulas() =>
        Prop.ForAll(Points.ToArbitrary(), Gen.Choose(0, 7).ToArbitrary(), static (text, parts) => AssertPlain(Texts.Load(text), parts));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void SampleGetsTheWeightsOfThePlainFormulas(int parts) => AssertPlain(Texts.Load(Sample), parts);

    [Fact]
    public void FeatureThatTrainingNeverShowsGetsTheLargestFactor()
    {
        FeatureWeighting weighting = FeatureWeighting.Fit(Texts.Load(Sample), false, true, false);
        Assert.Equal((float)(Math.Log(6) + 1), weighting.InverseDocumentFrequency![7]);
        Assert.Equal(weighting.InverseDocumentFrequency.Max(), weighting.InverseDocumentFrequency[7]);
        float[] weighted = new float[1];
        weighting.Apply(new SparseVector([7], [2]), weighted);
        Assert.Equal(2 * weighting.InverseDocumentFrequency[7], weighted[0]);
    }

    [Fact]
    public void FeatureOfEveryPointKeepsItsValue() =>
        Assert.Equal(1, FeatureWeighting.Fit(Texts.Load("2 1 0\n 0:1\n 0:5\n"), false, true, false).InverseDocumentFrequency![0]);

    [Fact]
    public void AllZeroPointStaysZero()
    {
        float[] weighted = [9, 9, 9];
        new FeatureWeighting(true, null, true).Apply(new SparseVector([1, 2], [0, 0]), weighted);
        Assert.Equal([0, 0, 9], weighted);
    }

    [Fact]
    public void ValuesMayBeWeightedInPlace()
    {
        float[] values = [3, 4];
        new FeatureWeighting(false, null, true).Apply(new SparseVector([1, 2], values), values);
        Assert.Equal([0.6f, 0.8f], values);
    }

    [Fact]
    public void HugeValuesStayFinite()
    {
        float[] weighted = new float[2];
        new FeatureWeighting(false, [10, 10], false).Apply(new SparseVector([0, 1], [3e38f, -3e38f]), weighted);
        Assert.Equal([float.MaxValue, -float.MaxValue], weighted);
        new FeatureWeighting(false, [10, 10], true).Apply(new SparseVector([0, 1], [3e38f, -3e38f]), weighted);
        Assert.Equal(Math.Sqrt(0.5), weighted[0], 1e-6);
    }

    [Fact]
    public void TinyValuesAreNormalizedToo()
    {
        float[] weighted = new float[1];
        new FeatureWeighting(false, null, true).Apply(new SparseVector([0], [float.Epsilon]), weighted);
        Assert.Equal(1, weighted[0]);
    }

    [Fact]
    public void IdentityGivesTheVerySameData()
    {
        Dataset data = Texts.Load(Sample);
        Assert.Same(data, FeatureWeighting.Identity.Apply(data));
    }

    [Fact]
    public void UnfitArgumentsAreRefused()
    {
        FeatureWeighting weighting = new(false, [1, 1], false);
        Assert.Throws<ArgumentException>(() => weighting.Apply(Texts.Load(Sample)));
        Assert.Throws<ArgumentException>(() => weighting.Apply(new SparseVector([2], [1]), new float[1]));
        Assert.Throws<ArgumentException>(() => weighting.Apply(new SparseVector([0, 1], [1, 1]), new float[1]));
        Assert.Throws<ArgumentException>(() => new FeatureWeighting(false, [1, float.NaN], false));
        Assert.Throws<ArgumentException>(() => new FeatureWeighting(false, [-1], false));
    }

    [Fact]
    public void ManyPointsAreWeightedLikeOne()
    {
        Dataset data = SyntheticDataset.Generate(new() { FeatureCount = 300, LabelCount = 20, TrainCount = 1000, TestCount = 0 }).Train;
        AssertPlain(data, 7);
    }

    /// <summary>
    /// Holds the weights against the formulas in double precision; bits 1, 2 and 4 of <paramref name="parts"/> say which apply.
    /// </summary>
    private static void AssertPlain(Dataset data, int parts)
    {
        FeatureWeighting weighting = FeatureWeighting.Fit(data, (parts & 1) != 0, (parts & 2) != 0, (parts & 4) != 0);
        Dataset weighted = weighting.Apply(data);
        int[] documents = new int[data.FeatureCount];
        for (int point = 0; point < data.Count; point++)
        {
            foreach (int id in data.Features(point).Ids)
                documents[id]++;
        }
        for (int point = 0; point < data.Count; point++)
        {
            SparseVector features = data.Features(point);
            double[] expected = new double[features.Count];
            for (int i = 0; i < expected.Length; i++)
            {
                double value = features.Values[i];
                if ((parts & 1) != 0 && value >= 1)
                    value = 1 + Math.Log(value);
                if ((parts & 2) != 0)
                    value *= Math.Log((1.0 + data.Count) / (1.0 + documents[features.Ids[i]])) + 1;
                expected[i] = value;
            }
            double length = Math.Sqrt(expected.Sum(static value => value * value));
            double scale = (parts & 4) != 0 && length > 0 ? 1 / length : 1;
            float[] single = new float[features.Count];
            weighting.Apply(features, single);
            Assert.Equal(single, weighted.Features(point).Values.ToArray());
            Assert.Equal(features.Ids.ToArray(), weighted.Features(point).Ids.ToArray());
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i] * scale, single[i], 1e-6 * Math.Max(1, Math.Abs(expected[i] * scale)));
        }
    }
}
