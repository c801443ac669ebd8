using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glissade;

/// <summary>Which of the options given to a run are not those of a recipe.</summary>
internal static class RecipeDifferences
{
    /// <summary>
    /// In words, the options that were given and differ; null if there is none. What was left open never differs, the seed and deterministic updates
    /// being open at their defaults. Threads make no difference to a deterministic run.
    /// </summary>
    public static string? Find(TrainingOptions options, TrainingRecipe recipe)
    {
        JsonObject given = Parse(JsonSerializer.Serialize(options, RecipeJson.Default.TrainingOptions));
        JsonObject recorded = Parse(JsonSerializer.Serialize(recipe, RecipeJson.Default.TrainingRecipe));
        if (!options.Deterministic)
            given.Remove("deterministic");
        if (options.Seed == new TrainingOptions().Seed)
            given.Remove("seed");
        if (recipe.Deterministic)
            given.Remove("threads");
        List<string> differences = [];
        foreach ((string name, JsonNode? value) in given)
        {
            if (value is not null && recorded.TryGetPropertyValue(name, out JsonNode? before) && !JsonNode.DeepEquals(value, before))
                differences.Add($"{name.Replace('_', ' ')} {before?.ToJsonString()} against {value.ToJsonString()}");
        }
        return differences.Count == 0 ? null : string.Join(", ", differences);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
