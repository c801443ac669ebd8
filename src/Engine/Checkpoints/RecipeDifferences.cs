using System.Text.Json.Nodes;

namespace Glissade;

/// <summary>Which of the options given to a run are not those of a recipe.</summary>
internal static class RecipeDifferences
{
    /// <summary>
    /// In words, the options that were given and differ; null if there is none. What was left open never differs, the seed and
    /// deterministic updates being open at their defaults. Threads make no difference to a deterministic run.
    /// </summary>
    public static string? Find(TrainingOptions options, TrainingRecipe recipe)
    {
        JsonObject given = RecipeJson.Given(options);
        if (recipe.Deterministic)
            given.Remove("threads");
        return Find(given, recipe, given.Select(option => option.Key));
    }

    /// <summary>In words, which of the options of these names differ; null if none does.</summary>
    public static string? Find(JsonObject given, TrainingRecipe recipe, IEnumerable<string> names)
    {
        JsonObject recorded = RecipeJson.ToObject(recipe);
        List<string> differences = [];
        foreach (string name in names)
        {
            if (given[name] is { } value && !JsonNode.DeepEquals(value, recorded[name]))
                differences.Add($"{name.Replace('_', ' ')} {recorded[name]?.ToJsonString()} against {value.ToJsonString()}");
        }
        return differences.Count == 0 ? null : string.Join(", ", differences);
    }
}
