using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>Makes the sampler that a recipe asks for.</summary>
internal static class Samplers
{
    public static INeuronSampler Create(TrainingRecipe recipe, OutputLayer layer) => recipe.Sampler switch
    {
        SamplerKind.Full => new FullSampler(),
        SamplerKind.Uniform => new UniformSampler(recipe.ActiveNeurons),
        SamplerKind.Lsh => new LshSampler(
            CreateIndex(recipe, layer),
            new LshSamplerOptions
            {
                Hashed = (int)Math.Round(recipe.ActiveNeurons * recipe.HashedShare),
                Uniform = recipe.ActiveNeurons - (int)Math.Round(recipe.ActiveNeurons * recipe.HashedShare),
            },
            recipe.BatchSize),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Sampler, "unknown sampler"),
    };

    /// <summary>The hash tables over the rows of <paramref name="layer"/>, empty until they are first rebuilt.</summary>
    public static LshIndex CreateIndex(TrainingRecipe recipe, OutputLayer layer)
    {
        HashFamilyOptions options = new()
        {
            HashesPerTable = recipe.HashesPerTable,
            TableCount = recipe.TableCount,
            Seed = recipe.Seed,
        };
        // These see angles; families that see the order of elements have no use for one that makes lengths equal.
        bool equalizeLengths = recipe.Hash is HashKind.SimHash or HashKind.CrossPolytope;
        int dimension = layer.Weights.Columns + (equalizeLengths ? 1 : 0);
        IHashFamily family = recipe.Hash switch
        {
            HashKind.SimHash => new SimHashFamily(dimension, options),
            HashKind.Dwta => new DwtaFamily(dimension, options),
            HashKind.Wta => new WtaFamily(dimension, options),
            HashKind.MinHash => new MinHashFamily(dimension, options, MinHashElements(dimension)),
            HashKind.CrossPolytope => new CrossPolytopeFamily(dimension, options),
            _ => throw new ArgumentOutOfRangeException(nameof(recipe), recipe.Hash, "unknown hash family"),
        };
        return new LshIndex(
            layer.Neurons, family,
            new LshIndexOptions { EqualizeLengths = equalizeLengths, BucketCapacity = recipe.BucketCapacity, Seed = recipe.Seed });
    }

    /// <summary>
    /// Rows and hidden vectors are dense. A set of all their elements tells nothing, so it is a quarter of them, and no more than SLIDE
    /// takes.
    /// </summary>
    private static int MinHashElements(int dimension) => Math.Clamp(dimension / 4, 1, MinHashFamily.DefaultTopElements);
}
