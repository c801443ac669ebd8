using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade.Layers.Tests;

/// <summary>The samplers of the engine over a small layer.</summary>
internal static class TestSamplers
{
    public const int Inputs = 8;
    public const int Neurons = 400;
    public const int Capacity = 12;
    public const int Hashed = 30;
    public const int Uniform = 20;

    public static INeuronSampler Create(string name) => name switch
    {
        "full" => new FullSampler(),
        "uniform" => new UniformSampler(Hashed + Uniform),
        "lsh" => CreateLsh(new LshSamplerOptions { Hashed = Hashed, Uniform = Uniform, Candidates = 15 }),
        "lsh learning" => CreateLsh(
            new LshSamplerOptions { Hashed = Hashed, Uniform = Uniform, Candidates = 15, LearningSteps = 2 }, new HashLearningOptions()),
        "lsh without hashed" => CreateLsh(new LshSamplerOptions { Hashed = 0, Uniform = Hashed + Uniform }),
        "lsh beyond the layer" => CreateLsh(new LshSamplerOptions { Hashed = 3 * Neurons, Uniform = 5, Candidates = 3 * Neurons }),
        "exact" => new LshSampler(
            new ExactIndex(Neurons, Inputs + 1), new LshSamplerOptions { Hashed = Hashed, Uniform = Uniform, Queries = Capacity }, Capacity),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "unknown sampler"),
    };

    /// <summary>The most neurons that a sampler may add to the true labels.</summary>
    public static int Budget(string name) => name is "full" or "lsh beyond the layer" ? Neurons : Hashed + Uniform;

    public static OutputLayer Layer()
    {
        OutputLayer layer = new(Inputs, Neurons);
        RandomStream random = new(11);
        layer.Initialize(1, -0.5f, ref random);
        return layer;
    }

    private static LshSampler CreateLsh(LshSamplerOptions options, HashLearningOptions? learning = null)
    {
        SimHashFamily family = new(Inputs + 1, new HashFamilyOptions { HashesPerTable = 5, TableCount = 20 });
        return new LshSampler(new LshIndex(Neurons, family, new LshIndexOptions { Learning = learning }), options, Capacity);
    }
}
