using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Glissade;

/// <summary>
/// The recipe, and options of a run, as JSON, generated at build time so that trimmed and ahead-of-time compiled programs can read it.
/// </summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainingRecipe))]
[JsonSerializable(typeof(TrainingOptions))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class RecipeJson : JsonSerializerContext
{
    /// <summary>Writes a recipe as a model file has it: equal for equal models.</summary>
    public static string Write(TrainingRecipe recipe) =>
        JsonSerializer.Serialize(recipe.Deterministic ? recipe with { Threads = 1 } : recipe, Default.TrainingRecipe);

    /// <summary>A recipe as a JSON object, every setting of it.</summary>
    public static JsonObject ToObject(TrainingRecipe recipe) => JsonSerializer.SerializeToNode(recipe, Default.TrainingRecipe)!.AsObject();

    /// <summary>
    /// The options that were given, by the names that they have in a recipe. The seed and deterministic updates count as left open at their
    /// defaults.
    /// </summary>
    public static JsonObject Given(TrainingOptions options)
    {
        JsonObject given = JsonSerializer.SerializeToNode(options, Default.TrainingOptions)!.AsObject();
        IEnumerable<string> open = given.Where(option => option.Value is null).Select(option => option.Key);
        foreach (string name in open.ToArray())
            given.Remove(name);
        // Short for hidden_sizes, which says the same.
        given.Remove("hidden_size");
        if (!options.Deterministic)
            given.Remove("deterministic");
        if (options.Seed == new TrainingOptions().Seed)
            given.Remove("seed");
        return given;
    }

    /// <summary>Reads a recipe; null for JSON's null.</summary>
    /// <remarks>
    /// Settings that came later than the first models get the values that were in force without them: generated readers give a missing
    /// one its type's default, not its initializer's value.
    /// </remarks>
    /// <exception cref="JsonException">This is no recipe.</exception>
    public static TrainingRecipe? Parse(string json)
    {
        JsonNode? node = JsonNode.Parse(json);
        if (node is JsonObject recipe)
        {
            recipe.TryAdd("ensemble", 1);
            recipe.TryAdd("linear_rate", Glissade.TrainingRecipe.DefaultLinearRate);
            recipe.TryAdd("embedding_rate", Glissade.TrainingRecipe.DefaultEmbeddingRate);
            recipe.TryAdd("min_hits", Glissade.TrainingRecipe.DefaultMinHits);
            recipe.TryAdd("fill_uniformly", true);
            recipe.TryAdd("rehash_interval", Glissade.TrainingRecipe.DefaultRehashInterval);
            recipe.TryAdd("drift_threshold", Glissade.TrainingRecipe.DefaultDriftThreshold);
        }

        return node.Deserialize(Default.TrainingRecipe);
    }
}
