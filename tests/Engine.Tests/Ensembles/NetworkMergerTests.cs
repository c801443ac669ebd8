using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Tests;

public sealed class NetworkMergerTests
{
    private const int Features = 12;
    private const int Labels = 9;

    [Property(MaxTest = 60)]
    public Property ScoresOfAMergedNetworkAreTheMeansOfItsMembersBesideTheLinearPath() => Prop.ForAll(Shapes().ToArbitrary(), shape =>
    {
        using ExtremeClassifier merged = Zero(shape, shape.Members);
        NetworkMerger merger = new(merged.Network, shape.Members);
        ExtremeClassifier[] members = [.. Enumerable.Range(0, shape.Members).Select(number => Random(shape, number))];
        LinearPath? path = members[0].Network.Linear;
        foreach (ExtremeClassifier member in members)
            merger.Add(member.Network);
        merger.Finish();
        AreMeans(members, merged, path, shape.Precision);
        Dispose(members);
    });

    [Property(MaxTest = 30)]
    public Property AMergerThatEndsEarlyGivesTheMeansOfThoseThatCameAndTheLinearPath() => Prop.ForAll(Shapes().ToArbitrary(), shape =>
    {
        using ExtremeClassifier planned = Zero(shape, shape.Members + 2);
        NetworkMerger merger = new(planned.Network, shape.Members + 2);
        ExtremeClassifier[] members = [.. Enumerable.Range(0, shape.Members).Select(number => Random(shape, number))];
        LinearPath? path = members[0].Network.Linear;
        foreach (ExtremeClassifier member in members)
            merger.Add(member.Network);
        using ExtremeClassifier merged = Zero(shape, shape.Members);
        merger.MoveTo(merged.Network).Finish();
        AreMeans(members, merged, path, shape.Precision);
        Dispose(members);
    });

    private static void AreMeans(ExtremeClassifier[] members, ExtremeClassifier merged, LinearPath? path, WeightPrecision precision)
    {
        Assert.All(members, member => Assert.Null(member.Network.Linear));
        Assert.Same(path, merged.Network.Linear);
        merged.Network.Linear = null;
        // Dividing rounds weights once more where they are stored as bfloat16, to 8 bits.
        double tolerance = precision == WeightPrecision.Single ? 1e-5 : 0.05;
        Dataset points = Points();
        float[] scores = new float[Labels];
        for (int point = 0; point < points.Count; point++)
        {
            double[] mean = new double[Labels];
            foreach (ExtremeClassifier member in members)
            {
                member.ScoreAll(points.Features(point), scores);
                for (int label = 0; label < Labels; label++)
                    mean[label] += scores[label] / (double)members.Length;
            }
            merged.ScoreAll(points.Features(point), scores);
            for (int label = 0; label < Labels; label++)
                Assert.InRange(scores[label] - mean[label], -tolerance, tolerance);
        }
        merged.Network.Linear = path;
    }

    private static ExtremeClassifier Zero(Shape shape, int members)
    {
        Network network = new(Features, [shape.Units * members], Labels, shape.Activation, shape.Precision);
        TrainingRecipe recipe = TestRecipes.Plain with { HiddenSizes = [shape.Units * members], Activation = shape.Activation };
        return new ExtremeClassifier(network, recipe, FeatureWeighting.Identity, new int[Labels], 1, null);
    }

    private static ExtremeClassifier Random(Shape shape, int number)
    {
        ExtremeClassifier model = Zero(shape, 1);
        RandomStream random = new((ulong)number, 77);
        foreach (WeightMatrix weights in model.Network.WeightMatrices)
        {
            float[] row = new float[weights.Columns];
            for (int i = 0; i < weights.Rows; i++)
            {
                foreach (ref float weight in row.AsSpan())
                    weight = random.NextGaussian();
                weights.WriteRow(i, row);
            }
        }
        if (shape.Linear && number == 0)
            model.Network.Linear = LinearPairs.Create(Points(), -1);
        return model;
    }

    private static Dataset Points()
    {
        DatasetBuilder builder = new();
        for (int i = 0; i < 20; i++)
            builder.Add([i % 5, 5 + (i % 7)], [0.5f, -0.25f], [i % Labels]);
        return builder.Build(Features, Labels);
    }

    private static Gen<Shape> Shapes() =>
        from members in Gen.Choose(1, 5)
        from halfUnits in Gen.Choose(1, 20)
        from odd in Gen.Choose(0, 1)
        from activation in Gen.Elements(Enum.GetValues<HiddenActivation>())
        from precision in Gen.Elements(WeightPrecision.Single, WeightPrecision.BFloat16)
        from linear in Gen.Elements(true, false)
        select new Shape(members, (2 * halfUnits) - (activation == HiddenActivation.Mixed ? 0 : odd), activation, precision, linear);

    private static void Dispose(ExtremeClassifier[] models)
    {
        foreach (ExtremeClassifier model in models)
            model.Dispose();
    }

    private sealed record Shape(int Members, int Units, HiddenActivation Activation, WeightPrecision Precision, bool Linear);
}
