using FsCheck;
using FsCheck.Xunit;
using Glissade.Kernels;
using Glissade.Reference;

namespace Glissade.Layers.Tests;

public sealed class SamplerTests
{
    private static readonly string[] Names =
        ["full", "uniform", "lsh", "lsh learning", "lsh without hashed", "lsh beyond the layer", "exact"];

    [Property(MaxTest = 20)]
    public void ActiveSetsHoldTheTrueLabelsFirstEachNeuronOnceAndKeepTheBudget(PositiveInt samples, ulong seed, bool rebuilt)
    {
        int count = 1 + (samples.Get % TestSamplers.Capacity);
        using OutputLayer layer = TestSamplers.Layer();
        using WorkerTeam team = new(1);
        using ActivationBatch hidden = Hidden(count, seed);
        using ActiveSet active = new(TestSamplers.Neurons);
        RandomStream random = new(seed);
        foreach (string name in Names)
        {
            using INeuronSampler sampler = TestSamplers.Create(name);
            using SamplerState state = sampler.CreateState();
            if (rebuilt)
                sampler.Rebuild(layer.Weights, team);
            for (int round = 0; round < 2; round++)
            {
                sampler.BeginUnlabelled(hidden, state);
                int[] labels = ReferenceSample.Distinct(6, TestSamplers.Neurons, ref random);
                active.Clear();
                active.AddRange(labels);
                sampler.AddShared(hidden, active, state, ref random);
                Check(name, labels, active);
                sampler.BeginUnlabelled(hidden, state);
                for (int i = 0; i < count; i++)
                {
                    active.Clear();
                    active.AddRange(labels);
                    sampler.AddOwn(hidden, i, active, state, ref random);
                    Check(name, labels, active);
                    if (name is not "full")
                        Assert.Equal(Math.Min(labels.Length + TestSamplers.Budget(name), TestSamplers.Neurons), active.Count);
                }
            }
        }
    }

    [Theory]
    [InlineData("full")]
    [InlineData("lsh beyond the layer")]
    public void ABudgetThatCoversTheLayerActivatesAllOfIt(string name)
    {
        using INeuronSampler sampler = TestSamplers.Create(name);
        using SamplerState state = sampler.CreateState();
        using ActivationBatch hidden = Hidden(2, 1);
        using ActiveSet active = new(TestSamplers.Neurons);
        RandomStream random = new(1);
        sampler.BeginUnlabelled(hidden, state);
        sampler.AddOwn(hidden, 1, active, state, ref random);
        Assert.Equal(Enumerable.Range(0, TestSamplers.Neurons), active.Ids.ToArray().Order());
    }

    [Fact]
    public void WithAnExactIndexEachSamplesLargestLogitsAreActive()
    {
        using OutputLayer layer = TestSamplers.Layer();
        using WorkerTeam team = new(1);
        using ActivationBatch hidden = Hidden(5, 3);
        using INeuronSampler sampler = TestSamplers.Create("exact");
        using SamplerState state = sampler.CreateState();
        using ActiveSet active = new(TestSamplers.Neurons);
        RandomStream random = new(1);
        sampler.Rebuild(layer.Weights, team);
        sampler.BeginUnlabelled(hidden, state);
        for (int i = 0; i < 5; i++)
        {
            active.Clear();
            sampler.AddOwn(hidden, i, active, state, ref random);
            Assert.Empty(Largest(layer, hidden, i, TestSamplers.Hashed - 1).Except(active.Ids.ToArray()));
        }
        active.Clear();
        sampler.AddShared(hidden, active, state, ref random);
        for (int i = 0; i < 5; i++)
            Assert.Empty(Largest(layer, hidden, i, (TestSamplers.Hashed / 5) - 1).Except(active.Ids.ToArray()));
    }

    [Theory]
    [InlineData("uniform", false)]
    [InlineData("full", false)]
    [InlineData("lsh", true)]
    public void OnlyHashingFollowsTheWeights(string name, bool follows)
    {
        using INeuronSampler sampler = TestSamplers.Create(name);
        Assert.Equal(follows, sampler.FollowsWeights);
    }

    [Fact]
    public void QueriesThatAreNotNumbersStillGiveAnActiveSet()
    {
        using OutputLayer layer = TestSamplers.Layer();
        using WorkerTeam team = new(1);
        using ActivationBatch hidden = Hidden(3, 3);
        hidden.Values.Row(1).Fill(float.NaN);
        using INeuronSampler sampler = TestSamplers.Create("lsh");
        using SamplerState state = sampler.CreateState();
        using ActiveSet active = new(TestSamplers.Neurons);
        RandomStream random = new(1);
        sampler.Rebuild(layer.Weights, team);
        sampler.BeginUnlabelled(hidden, state);
        sampler.AddOwn(hidden, 1, active, state, ref random);
        Assert.Equal(TestSamplers.Budget("lsh"), active.Count);
        active.Clear();
        sampler.AddShared(hidden, active, state, ref random);
        Assert.InRange(active.Count, TestSamplers.Uniform, TestSamplers.Budget("lsh"));
    }

    private static void Check(string name, int[] labels, ActiveSet active)
    {
        int[] ids = active.Ids.ToArray();
        Assert.Equal(labels, ids[..labels.Length]);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        int most = Math.Min(labels.Length + TestSamplers.Budget(name), TestSamplers.Neurons);
        Assert.True(ids.Length <= most, $"{name}: {ids.Length} neurons");
    }

    private static int[] Largest(OutputLayer layer, ActivationBatch hidden, int sample, int count)
    {
        double[] logits = new double[layer.Neurons];
        for (int neuron = 0; neuron < logits.Length; neuron++)
        {
            for (int j = 0; j <= layer.Inputs; j++)
                logits[neuron] += (double)layer.Weights.Row(neuron)[j] * hidden.Values.Row(sample)[j];
        }
        return [.. Enumerable.Range(0, logits.Length).OrderByDescending(neuron => logits[neuron]).Take(count)];
    }

    private static ActivationBatch Hidden(int samples, ulong seed)
    {
        ActivationBatch hidden = new(TestSamplers.Capacity, TestSamplers.Inputs);
        RandomStream random = new(seed, 3);
        hidden.Begin(samples);
        for (int i = 0; i < samples; i++)
        {
            foreach (ref float value in hidden.Values.Row(i)[..TestSamplers.Inputs])
                value = Math.Max(random.NextGaussian(), 0);
        }
        hidden.Transpose();
        return hidden;
    }
}
