using Glissade.Kernels;

namespace Glissade.Lsh.Tests.Learning;

/// <summary>What <see cref="LshIndex.Learn"/> makes of hash functions.</summary>
public sealed class HashLearningTests : IDisposable
{
    private const int Steps = 100;

    private readonly PlantedTargets planted = new();
    private readonly WorkerTeam team = new(2);

    public static TheoryData<HashLoss> Losses => [.. Enum.GetValues<HashLoss>()];

    public static TheoryData<HashLoss, bool> LossesAndSpaces =>
        new MatrixTheoryData<HashLoss, bool>(Enum.GetValues<HashLoss>(), [false, true]);

    [Theory]
    [MemberData(nameof(LossesAndSpaces))]
    public void LearnedFunctionsFindTargetsOfNewQueriesThatDrawnOnesMiss(HashLoss loss, bool centre)
    {
        using LshIndex index = PlantedTargets.CreateIndex(PlantedTargets.Options(loss), centre);
        index.Rebuild(planted.Rows, planted.Moments(), team);
        double drawn = planted.Recall(index);
        Learn(index, Steps);
        double learned = planted.Recall(index);
        Assert.InRange(drawn, 0.05, 0.3);
        Assert.True(learned > 1.5 * drawn, $"{drawn} of the targets were found before, {learned} after");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void TheLossFalls(HashLoss loss)
    {
        using LshIndex index = PlantedTargets.CreateIndex(PlantedTargets.Options(loss));
        double first = Learn(index, 1);
        double last = Learn(index, Steps);
        Assert.True(last < 0.8 * first, $"the loss went from {first} to {last}");
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void WorkersDoNotChangeTheFunctions(HashLoss loss)
    {
        HashLearningOptions options = PlantedTargets.Options(loss);
        using WorkerTeam one = new(1);
        using WorkerTeam three = new(3);
        using LshIndex alone = PlantedTargets.CreateIndex(options);
        using LshIndex together = PlantedTargets.CreateIndex(options);
        Assert.Equal(Learn(alone, 5, one), Learn(together, 5, three));
        Assert.Equal(Functions(alone), Functions(together));
        Assert.Equal(planted.Found(alone), planted.Found(together));
    }

    [Fact]
    public void TheSeedDecidesWhatIsLearned()
    {
        List<float[]> functions = [];
        foreach (ulong seed in (ulong[])[4, 4, 5])
        {
            using LshIndex index = PlantedTargets.CreateIndex(PlantedTargets.Options() with { Seed = seed });
            Learn(index, 3);
            functions.Add(Functions(index));
        }
        Assert.Equal(functions[0], functions[1]);
        Assert.NotEqual(functions[0], functions[2]);
    }

    /// <summary>Adam's first step moves every element by the learning rate; with many steps behind it, elements move less.</summary>
    [Fact]
    public void ASecondCallGoesOnFromFunctionsAndMoments()
    {
        HashLearningOptions options = PlantedTargets.Options();
        using LshIndex warm = PlantedTargets.CreateIndex(options);
        using LshIndex cold = PlantedTargets.CreateIndex(options);
        Learn(warm, Steps);
        double once = planted.Recall(warm);
        float[] before = Functions(warm);
        Write(cold, before);
        Learn(warm, 1);
        Learn(cold, 1);
        Assert.InRange(MeanChange(before, Functions(cold)), 0.9 * options.LearningRate, 1.01 * options.LearningRate);
        Assert.InRange(MeanChange(before, Functions(warm)), 0.01 * options.LearningRate, 0.7 * options.LearningRate);
        Learn(warm, Steps);
        Assert.True(planted.Recall(warm) > once - 0.05, $"{once} was found after one call, {planted.Recall(warm)} after another");
    }

    [Theory]
    [InlineData(0, Steps)]
    [InlineData(1, 0)]
    public void WithoutExamplesOrStepsNothingIsLearned(int examples, int steps)
    {
        using LshIndex learning = PlantedTargets.CreateIndex(PlantedTargets.Options());
        using LshIndex rebuilt = PlantedTargets.CreateIndex(learning: null);
        using HashExamples none = new(PlantedTargets.Dimension, 3);
        float[] drawn = Functions(rebuilt);
        HashExamples list = examples == 0 ? none : planted.Examples;
        Assert.True(double.IsNaN(learning.Learn(planted.Rows, planted.Moments(), [none, list], steps, team)));
        learning.Rebuild(planted.Rows, planted.Moments(), team);
        rebuilt.Rebuild(planted.Rows, planted.Moments(), team);
        Assert.Equal(drawn, Functions(learning));
        Assert.Equal(TableContent.Of(rebuilt.Tables), TableContent.Of(learning.Tables));
        Assert.Equal(planted.Found(rebuilt), planted.Found(learning));
    }

    [Fact]
    public void ExamplesOfSeveralListsCountAsOfOne()
    {
        using LshIndex one = PlantedTargets.CreateIndex(PlantedTargets.Options());
        using LshIndex several = PlantedTargets.CreateIndex(PlantedTargets.Options());
        using HashExamples first = new(PlantedTargets.Dimension, 300);
        using HashExamples empty = new(PlantedTargets.Dimension, 1);
        using HashExamples second = new(PlantedTargets.Dimension, 500);
        for (int i = 0; i < planted.Examples.Count; i++)
            (i < 300 ? first : second).Add(planted.Examples.Query(i), planted.Examples.Targets(i));
        Learn(one, 3);
        several.Learn(planted.Rows, planted.Moments(), [first, empty, second], 3, team);
        Assert.Equal(Functions(one), Functions(several));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NewFunctionsForgetWhatWasLearned(bool redraw)
    {
        HashLearningOptions options = PlantedTargets.Options();
        using LshIndex taught = PlantedTargets.CreateIndex(options, signatureBits: 10);
        using LshIndex fresh = PlantedTargets.CreateIndex(options, signatureBits: 10);
        float[] others = Array.ConvertAll(Functions(fresh), value => -2 * value);
        Learn(taught, 5);
        Assert.Equal(0, taught.MeasureDrift(planted.Rows, team));
        foreach (LshIndex index in (LshIndex[])[taught, fresh])
        {
            if (redraw)
                index.RedrawHashFunctions(9);
            else
                Write(index, others);
        }
        Assert.Equal(1, taught.MeasureDrift(planted.Rows, team)); // the tables are nobody's
        Assert.Equal(Functions(fresh), Functions(taught));
        Assert.Equal(Learn(fresh, 3), Learn(taught, 3));
        Assert.Equal(Functions(fresh), Functions(taught));
    }

    [Fact]
    public void FunctionsReadAndWrittenMakeTheSameTables()
    {
        using LshIndex learned = PlantedTargets.CreateIndex(PlantedTargets.Options());
        using LshIndex copy = PlantedTargets.CreateIndex(learning: null);
        Learn(learned, 10);
        Write(copy, Functions(learned));
        copy.Rebuild(planted.Rows, planted.Moments(), team);
        Assert.Equal(Functions(learned), Functions(copy));
        Assert.Equal(TableContent.Of(learned.Tables), TableContent.Of(copy.Tables));
        Assert.Equal(planted.Found(learned), planted.Found(copy));
    }

    /// <summary>Vectors without a direction are left out: the others teach as before.</summary>
    [Theory]
    [MemberData(nameof(Losses))]
    public void QueriesThatAreNoNumbersTeachNothing(HashLoss loss)
    {
        using LshIndex index = PlantedTargets.CreateIndex(PlantedTargets.Options(loss));
        using HashExamples spoilt = new(PlantedTargets.Dimension, 100);
        foreach (float value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue])
        {
            float[] query = new float[PlantedTargets.Dimension];
            Array.Fill(query, value);
            for (int i = 0; i < 25; i++)
                spoilt.Add(query, [i]);
        }
        float[] drawn = Functions(index);
        Assert.True(double.IsNaN(index.Learn(planted.Rows, planted.Moments(), [spoilt], 3, team)));
        Assert.Equal(drawn, Functions(index));
        index.Learn(planted.Rows, planted.Moments(), [planted.Examples, spoilt], Steps / 2, team);
        index.Rebuild(planted.Rows, planted.Moments(), team);
        Assert.All(Functions(index), value => Assert.True(float.IsFinite(value)));
        Assert.InRange(planted.Recall(index), 0.3, 1); // a fifth without learning
    }

    [Theory]
    [InlineData(float.NaN, false)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.MaxValue, false)]
    [InlineData(float.NaN, true)]
    public void RowsThatAreNoNumbersLeaveFunctionsFinite(float value, bool centre)
    {
        for (int row = 0; row < 50; row++)
            planted.Rows.Row(row)[row % PlantedTargets.Dimension] = value;
        using LshIndex index = PlantedTargets.CreateIndex(PlantedTargets.Options(), centre);
        Learn(index, Steps / 2);
        Assert.All(Functions(index, centre), plane => Assert.True(float.IsFinite(plane)));
        if (!centre) // the mean of such rows is no number, and no row has a place relative to it
            Assert.InRange(planted.Recall(index), 0.5, 1);
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        using LshIndex index = PlantedTargets.CreateIndex(PlantedTargets.Options());
        using WeightMatrix narrow = new(PlantedTargets.RowCount, 4);
        using HashExamples wide = new(PlantedTargets.Dimension + 1, 2);
        using HashExamples outside = new(PlantedTargets.Dimension, 2);
        outside.Add(new float[PlantedTargets.Dimension], [0, PlantedTargets.RowCount]);
        using HashExamples negative = new(PlantedTargets.Dimension, 2);
        negative.Add(new float[PlantedTargets.Dimension], [-1]);
        Refused(narrow, planted.Examples, "400 rows of 29 elements, but was given 400 of 4");
        Refused(planted.Rows, wide, "the examples' queries have 30 elements, not 29");
        Refused(planted.Rows, outside, "an example's target is 400, but the index has 400 rows");
        Refused(planted.Rows, negative, "an example's target is -1, but the index has 400 rows");
        Assert.Throws<ArgumentException>(() => index.Learn(planted.Rows, new QueryMoments(new float[3], 1), [], 1, team));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.Learn(planted.Rows, default, [], -1, team));
        Assert.Throws<ArgumentNullException>(() => index.Learn(planted.Rows, default, null!, 1, team));
        Assert.Throws<ArgumentNullException>(() => index.Learn(planted.Rows, default, [null!], 1, team));
        Assert.Throws<ArgumentNullException>(() => index.Learn(planted.Rows, default, [], 1, null!));

        void Refused(WeightMatrix rows, HashExamples examples, string message)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(() => index.Learn(rows, default, [examples], 1, team));
            Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnIndexMadeWithoutLearningSaysSo()
    {
        using LshIndex index = PlantedTargets.CreateIndex(learning: null);
        Assert.False(index.CanLearn);
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(() => Learn(index, 1));
        Assert.Equal("the index was made without learning", exception.Message);
    }

    [Fact]
    public void OnlySimHashLearnsAndHasHyperplanes()
    {
        foreach (string name in TestFamilies.Names)
        {
            using IHashFamily family = TestFamilies.Create(name, PlantedTargets.Dimension);
            if (family is SimHashFamily)
                continue;
            ArgumentException exception = Assert.Throws<ArgumentException>(
                () => new LshIndex(5, family, new LshIndexOptions { Learning = PlantedTargets.Options() }));
            Assert.Contains("only the hyperplanes of SimHash can be learned", exception.Message, StringComparison.Ordinal);
            using LshIndex index = new(5, family);
            using RowMatrix planes = new(PlantedTargets.Dimension, family.HashesPerTable * family.TableCount);
            Assert.Throws<InvalidOperationException>(() => index.ReadHyperplanes(planes));
            Assert.Throws<InvalidOperationException>(() => index.WriteHyperplanes(planes));
        }
    }

    [Fact]
    public void HyperplanesOfAnotherShapeAreRefused()
    {
        using LshIndex index = PlantedTargets.CreateIndex(learning: null);
        foreach ((int rows, int columns) in ((int, int)[])[(30, 69), (29, 70), (70, 30)])
        {
            using RowMatrix planes = new(rows, columns);
            string message = $"the hyperplanes are 30 x 70 numbers, the matrix {rows} x {columns}";
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => index.ReadHyperplanes(planes)).Message);
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => index.WriteHyperplanes(planes)).Message);
        }
        Assert.Throws<ArgumentNullException>(() => index.ReadHyperplanes(null!));
    }

    public void Dispose()
    {
        planted.Dispose();
        team.Dispose();
    }

    private static float[] Functions(LshIndex index, bool centre = true)
    {
        using RowMatrix planes = centre ? PlantedTargets.Hyperplanes() : new RowMatrix(PlantedTargets.Dimension, 70);
        index.ReadHyperplanes(planes);
        return [.. Enumerable.Range(0, planes.Rows).SelectMany(row => planes.Row(row).ToArray())];
    }

    private static void Write(LshIndex index, float[] functions)
    {
        using RowMatrix planes = PlantedTargets.Hyperplanes();
        for (int row = 0; row < planes.Rows; row++)
            functions.AsSpan(row * planes.Columns, planes.Columns).CopyTo(planes.Row(row));
        index.WriteHyperplanes(planes);
    }

    private static double MeanChange(float[] before, float[] after) => before.Zip(after, (a, b) => (double)Math.Abs(a - b)).Average();

    /// <summary>Learns, then rebuilds.</summary>
    private double Learn(LshIndex index, int steps, WorkerTeam? workers = null)
    {
        double loss = index.Learn(planted.Rows, planted.Moments(), [planted.Examples], steps, workers ?? team);
        index.Rebuild(planted.Rows, planted.Moments(), workers ?? team);
        return loss;
    }
}
