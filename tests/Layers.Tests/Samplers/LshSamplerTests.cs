using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers.Tests;

public sealed unsafe class LshSamplerTests
{
    private const int Neurons = 400;
    private const int Inputs = 8;
    private const int Samples = 6;

    [Fact]
    public void WithoutFillingASampleMakesDoWithWhatWasFound()
    {
        // Of eight bits, so that the buckets of one table hold far fewer than 60.
        foreach (bool fill in (bool[])[true, false])
        {
            LshSamplerOptions options = new() { Hashed = 60, Uniform = 10, FillUniformly = fill };
            using OutputLayer layer = Layer();
            using LshSampler sampler = Sampler(options, hashes: 8, tables: 1);
            using SamplerState state = sampler.CreateState();
            using ActivationBatch hidden = Hidden(1);
            using ActiveSet active = new(Neurons);
            using WorkerTeam team = new(1);
            RandomStream random = new(1);
            sampler.Rebuild(layer.Weights, team);
            sampler.BeginUnlabelled(hidden, state);
            int[] counts = new int[Samples];
            for (int i = 0; i < Samples; i++)
            {
                active.Clear();
                sampler.AddOwn(hidden, i, active, state, ref random);
                counts[i] = active.Count;
            }

            if (fill)
                Assert.All(counts, count => Assert.Equal(70, count));
            else
                Assert.All(counts, count => Assert.InRange(count, 10, 50));
        }
    }

    [Fact]
    public void OnlyTablesWithSlackAreRefreshed()
    {
        using OutputLayer layer = Layer();
        LshSamplerOptions options = new() { Hashed = 30, Uniform = 0 };
        using LshSampler refreshed = Sampler(options, hashes: 3, tables: 20, new BucketSlack(1, 100));
        using LshSampler packed = Sampler(options, hashes: 3, tables: 20);
        using WorkerTeam team = new(2);
        refreshed.Rebuild(layer.Weights, team);
        Assert.Equal(0, refreshed.MeasureDrift(layer.Weights, team));
        layer.Weights.Row(5)[0] = 0.5f;
        Assert.False(refreshed.Refresh(layer.Weights, [5], team));
        Assert.True(packed.Refresh(layer.Weights, [5], team)); // cannot but rebuild
        using SamplerState state = refreshed.CreateState();
        using ActivationBatch hidden = Hidden(2);
        using ActiveSet active = new(Neurons);
        RandomStream random = new(1);
        refreshed.BeginUnlabelled(hidden, state);
        refreshed.AddOwn(hidden, 0, active, state, ref random);
        Assert.Equal(30, active.Count);
    }

    [Fact]
    public void SamplersThatKnowNoBetterRebuildAndSayThatAllHasChanged()
    {
        using INeuronSampler sampler = new ListedSampler([1]);
        using WeightMatrix weights = new(3, 2);
        using WorkerTeam team = new(1);
        Assert.True(sampler.Refresh(weights, [0], team));
        Assert.Equal(1, sampler.MeasureDrift(weights, team));
    }

    [Fact]
    public void ManyThreadsChooseWhileWeightsChange()
    {
        using OutputLayer layer = Layer();
        using LshSampler sampler = Sampler(new LshSamplerOptions { Hashed = 30, Uniform = 20, Candidates = 40 }, hashes: 4, tables: 10);
        using WorkerTeam team = new(4);
        sampler.Rebuild(layer.Weights, team);
        int choosing = team.Size - 1;
        team.Run(worker =>
        {
            if (worker == 0)
            {
                RandomStream random = new(1);
                while (Volatile.Read(ref choosing) > 0)
                    layer.Weights.Row(random.NextInt32(Neurons))[random.NextInt32(Inputs + 1)] = random.NextGaussian();
                return;
            }

            try
            {
                Choose(sampler, worker);
            }
            finally
            {
                Interlocked.Decrement(ref choosing); // or the writer would never end
            }
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(60)]
    public void ABatchTakesTheNeuronsWithTheLargestLogitsOfItsQueries(int hashed)
    {
        // One bit a table and many tables: every neuron is a candidate.
        using OutputLayer layer = Layer();
        using LshSampler sampler = Sampler(
            new LshSamplerOptions { Hashed = hashed, Uniform = 0, Candidates = Neurons, Queries = 1 }, hashes: 1, tables: 40);
        using SamplerState state = sampler.CreateState();
        using ActivationBatch hidden = Hidden(4);
        using ActiveSet active = new(Neurons);
        using WorkerTeam team = new(1);
        RandomStream random = new(1);
        sampler.Rebuild(layer.Weights, team);
        sampler.BeginUnlabelled(hidden, state);
        sampler.AddShared(hidden, active, state, ref random);
        double[] logits = [.. Enumerable.Range(0, Neurons).Select(neuron =>
            Enumerable.Range(0, Inputs + 1).Sum(j => (double)layer.Weights.Row(neuron)[j] * hidden.Values.Row(0)[j]))];
        int[] best = [.. Enumerable.Range(0, Neurons).OrderByDescending(neuron => logits[neuron]).Take(hashed)];
        Assert.Equal(best, active.Ids.ToArray());
    }

    private static void Choose(LshSampler sampler, int worker)
    {
        RandomStream random = new(1, (ulong)worker);
        using SamplerState state = sampler.CreateState();
        using ActivationBatch hidden = Hidden((ulong)worker);
        using ActiveSet active = new(Neurons);
        for (int round = 0; round < 200; round++)
        {
            active.Clear();
            active.Add(round);
            sampler.BeginUnlabelled(hidden, state);
            sampler.AddShared(hidden, active, state, ref random);
            int[] ids = active.Ids.ToArray();
            Assert.Equal(round, ids[0]);
            Assert.InRange(ids.Length, 21, 51);
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Assert.All(ids, id => Assert.InRange(id, 0, Neurons - 1));
        }
    }

    private static LshSampler Sampler(LshSamplerOptions options, int hashes, int tables, BucketSlack slack = default)
    {
        SimHashFamily family = new(Inputs + 1, new HashFamilyOptions { HashesPerTable = hashes, TableCount = tables });
        return new LshSampler(new LshIndex(Neurons, family, new LshIndexOptions { Slack = slack, SignatureBits = 10 }), options, Samples);
    }

    private static OutputLayer Layer()
    {
        OutputLayer layer = new(Inputs, Neurons);
        RandomStream random = new(7);
        layer.Initialize(1, 0, ref random);
        return layer;
    }

    private static ActivationBatch Hidden(ulong seed)
    {
        ActivationBatch hidden = new(Samples, Inputs);
        RandomStream random = new(seed, 3);
        hidden.Begin(Samples);
        for (int i = 0; i < Samples; i++)
        {
            foreach (ref float value in hidden.Values.Row(i)[..Inputs])
                value = random.NextGaussian();
        }

        hidden.Transpose();
        return hidden;
    }
}
