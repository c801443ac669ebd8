using FsCheck.Xunit;
using Glissade.Kernels;

namespace Glissade.Lsh.Tests.Learning;

public class HashExamplesTests
{
    /// <summary>Against a queue that forgets its oldest.</summary>
    [Property]
    public bool TheLatestExamplesWithTargetsAreHeld(ulong seed, byte capacity, byte added)
    {
        RandomStream random = new(seed);
        int room = 1 + (capacity % 12);
        using HashExamples examples = new(2, room);
        Queue<(float First, int[] Targets)> expected = [];
        for (int i = 0; i < added % 50; i++)
        {
            int[] targets = [.. Enumerable.Range(i, random.NextInt32(HashExamples.MaxTargets + 1))];
            examples.Add([i, 1], targets);
            if (targets.Length > 0)
                expected.Enqueue((i, targets));
            if (expected.Count > room)
                expected.Dequeue();
        }
        IEnumerable<(float, string)> held = Enumerable.Range(0, examples.Count)
            .Select(i => (examples.Query(i)[0], string.Join(' ', examples.Targets(i).ToArray())));
        return examples.Count == expected.Count
            && held.Order().SequenceEqual(expected.Select(example => (example.First, string.Join(' ', example.Targets))).Order());
    }

    [Property]
    public bool OfManyTargetsEightDifferentOnesAreKept(byte more)
    {
        int[] wanted = [.. Enumerable.Range(100, HashExamples.MaxTargets + 1 + more)];
        using HashExamples examples = new(1, 2);
        examples.Add([1], wanted);
        int[] kept = examples.Targets(0).ToArray();
        return kept.Length == HashExamples.MaxTargets && kept.Distinct().Count() == kept.Length && kept.All(wanted.Contains);
    }

    [Fact]
    public void OfManyTargetsAllAreKeptEquallyOften()
    {
        const int rounds = 4000;
        int[] wanted = [.. Enumerable.Range(0, 20)];
        int[] kept = new int[wanted.Length];
        using HashExamples examples = new(1, 1);
        for (int i = 0; i < rounds; i++)
        {
            examples.Add([1], wanted);
            foreach (int target in examples.Targets(0))
                kept[target]++;
        }
        // 1,600 expected; five standard deviations of sqrt(4000 x 0.4 x 0.6) = 31.
        Assert.All(kept, count => Assert.InRange(count, 1445, 1755));
    }

    [Fact]
    public void ClearedOrDisposedListsHoldNothing()
    {
        using HashExamples examples = new(1, 3);
        for (int i = 0; i < 5; i++)
            examples.Add([i], [i]);
        Assert.Equal(3, examples.Count);
        examples.Clear();
        Assert.Equal(0, examples.Count);
        examples.Add([7], [7]);
        Assert.Equal(1, examples.Count);
        Assert.Equal(7, examples.Query(0)[0]);
        examples.Dispose();
        Assert.Equal(0, examples.Count);
    }

    [Fact]
    public void SizesThatMakeNoSenseAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashExamples(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HashExamples(1, 0));
        using HashExamples examples = new(3, 1);
        Assert.Equal(3, examples.Dimension);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => examples.Add(new float[2], [1]));
        Assert.Contains("the query has 2 elements, not 3", exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, examples.Count);
    }

    public static TheoryData<HashLearningOptions, string> BadOptions => new()
    {
        { new() { BatchQueries = 0 }, "BatchQueries must be positive, but is 0" },
        { new() { TargetsPerQuery = 0 }, "TargetsPerQuery must be between 1 and 8, but is 0" },
        { new() { TargetsPerQuery = 9 }, "TargetsPerQuery must be between 1 and 8, but is 9" },
        { new() { RandomRows = -1 }, "RandomRows must be positive, but is -1" },
        { new() { LearningRate = 0 }, "LearningRate must be positive, but is 0" },
        { new() { LearningRate = float.NaN }, "LearningRate must be positive, but is NaN" },
        { new() { Sharpness = -1 }, "Sharpness must be positive, but is -1" },
        { new() { Margin = float.PositiveInfinity }, "Margin must be positive" },
        { new() { Loss = (HashLoss)3 }, "there is no hash loss 3" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void OptionsOutOfRangeAreRefusedByTheIndex(HashLearningOptions options, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => PlantedTargets.CreateIndex(options));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }
}
