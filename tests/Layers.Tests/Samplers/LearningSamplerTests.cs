using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers.Tests;

/// <summary>An <see cref="LshSampler"/> whose index learns from the batches that pass.</summary>
public sealed class LearningSamplerTests : IDisposable
{
    private const int Neurons = 400;
    private const int Inputs = 8;
    private const int Hashed = 20;
    private const int Rebuilds = 8;

    /// <summary>As many as a sampler keeps of a batch.</summary>
    private const int Kept = 8;

    private readonly OutputLayer layer = new(Inputs, Neurons);
    private readonly WorkerTeam team = new(2);

    public LearningSamplerTests()
    {
        RandomStream random = new(7);
        layer.Initialize(1, 0, ref random);
    }

    [Fact]
    public void RebuildsLearnToFindTheLabelsOfTheBatches()
    {
        using LshSampler sampler = Sampler(learningSteps: 20);
        using SamplerState state = sampler.CreateState();
        using Batch batch = new(Kept, seed: 3);
        sampler.Rebuild(layer.Weights, team);
        double before = LabelsFound(sampler, state, batch);
        for (int i = 0; i < Rebuilds; i++)
        {
            sampler.Begin(batch.Hidden, batch.Labelled, state);
            sampler.Rebuild(layer.Weights, team);
        }
        double after = LabelsFound(sampler, state, batch);
        // The labels are random: at first one in twenty is found, by chance.
        Assert.InRange(before, 0, 0.4);
        Assert.InRange(after, 0.8, 1);
    }

    [Fact]
    public void WithoutStepsNothingIsKeptOrLearned()
    {
        using LshSampler sampler = Sampler(learningSteps: 0);
        using LshSamplerState state = (LshSamplerState)sampler.CreateState();
        using Batch batch = new(Kept, seed: 3);
        float[] drawn = Functions(sampler);
        sampler.Begin(batch.Hidden, batch.Labelled, state);
        sampler.Rebuild(layer.Weights, team);
        Assert.Null(state.Examples);
        Assert.Equal(drawn, Functions(sampler));
    }

    [Fact]
    public void TheFirstRebuildHasNothingToLearnFrom()
    {
        using LshSampler sampler = Sampler(learningSteps: 5);
        using SamplerState state = sampler.CreateState();
        float[] drawn = Functions(sampler);
        sampler.Rebuild(layer.Weights, team);
        Assert.Equal(drawn, Functions(sampler));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(Kept)]
    [InlineData(Kept + 5)]
    public void AFewLabelledSamplesOfEachBatchAreKept(int samples)
    {
        using LshSampler sampler = Sampler(learningSteps: 1);
        using LshSamplerState state = (LshSamplerState)sampler.CreateState();
        using Batch first = new(samples, seed: 3);
        using Batch second = new(samples, seed: 4);
        sampler.Begin(first.Hidden, first.Labelled, state);
        sampler.BeginUnlabelled(first.Hidden, state);
        sampler.Begin(second.Hidden, second.Labelled, state);
        Assert.Equal(2 * Math.Min(samples, Kept), state.Examples!.Count);
    }

    [Fact]
    public void StatesThatAreGoneTeachNothing()
    {
        using LshSampler sampler = Sampler(learningSteps: 3);
        using Batch batch = new(Kept, seed: 3);
        SamplerState gone = sampler.CreateState();
        sampler.Begin(batch.Hidden, batch.Labelled, gone);
        gone.Dispose();
        float[] drawn = Functions(sampler);
        sampler.Rebuild(layer.Weights, team);
        Assert.Equal(drawn, Functions(sampler));
        using SamplerState state = sampler.CreateState();
        sampler.Begin(batch.Hidden, batch.Labelled, state);
        sampler.Rebuild(layer.Weights, team);
        Assert.NotEqual(drawn, Functions(sampler));
    }

    [Fact]
    public void ARefreshLearnsNothing()
    {
        using LshSampler sampler = Sampler(learningSteps: 3, BucketSlack.Default);
        using SamplerState state = sampler.CreateState();
        using Batch batch = new(Kept, seed: 3);
        sampler.Rebuild(layer.Weights, team);
        sampler.Begin(batch.Hidden, batch.Labelled, state);
        float[] drawn = Functions(sampler);
        Assert.False(sampler.Refresh(layer.Weights, [5], team));
        Assert.Equal(drawn, Functions(sampler));
    }

    public void Dispose()
    {
        layer.Dispose();
        team.Dispose();
    }

    private static LshSampler Sampler(int learningSteps, BucketSlack slack = default)
    {
        SimHashFamily family = new(Inputs + 1, new HashFamilyOptions { HashesPerTable = 5, TableCount = 12 });
        HashLearningOptions learning = new() { BatchQueries = 16, RandomRows = 100, LearningRate = 0.1f };
        LshIndex index = new(Neurons, family, new LshIndexOptions { Slack = slack, Learning = learning });
        return new LshSampler(
            index, new LshSamplerOptions { Hashed = Hashed, Uniform = 0, FillUniformly = false, LearningSteps = learningSteps },
            batchCapacity: 2 * Kept);
    }

    private static float[] Functions(LshSampler sampler)
    {
        using RowMatrix planes = new(Inputs + 1, 5 * 12);
        ((LshIndex)sampler.Index).ReadHyperplanes(planes);
        return [.. Enumerable.Range(0, planes.Rows).SelectMany(row => planes.Row(row).ToArray())];
    }

    /// <summary>The share of a batch's labels that the sampler finds without being told.</summary>
    private static double LabelsFound(LshSampler sampler, SamplerState state, Batch batch)
    {
        using ActiveSet active = new(Neurons);
        RandomStream random = new(1);
        int found = 0;
        sampler.BeginUnlabelled(batch.Hidden, state);
        for (int sample = 0; sample < batch.Hidden.Count; sample++)
        {
            active.Clear();
            sampler.AddOwn(batch.Hidden, sample, active, state, ref random);
            found += active.Ids.Contains(batch.Labelled.Labels(sample)[0]) ? 1 : 0;
        }
        return (double)found / batch.Hidden.Count;
    }

    /// <summary>Random hidden vectors, each with a random label.</summary>
    private sealed class Batch : IDisposable
    {
        internal Batch(int samples, ulong seed)
        {
            RandomStream random = new(seed, 3);
            Hidden = new ActivationBatch(2 * Kept, Inputs);
            Hidden.Begin(samples);
            for (int i = 0; i < samples; i++)
            {
                foreach (ref float value in Hidden.Values.Row(i)[..Inputs])
                    value = random.NextGaussian();
                Labelled.Add(new SparseVector([], []), [random.NextInt32(Neurons)]);
            }
            Hidden.Transpose();
        }

        internal ActivationBatch Hidden { get; }

        internal SparseBatch Labelled { get; } = new(1);

        public void Dispose()
        {
            Hidden.Dispose();
            Labelled.Dispose();
        }
    }
}
