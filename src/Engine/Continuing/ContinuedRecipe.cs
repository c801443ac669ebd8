using System.Text.Json.Nodes;

namespace Glissade;

/// <summary>The recipe by which a model's training is continued.</summary>
internal static class ContinuedRecipe
{
    /// <summary>What the model is made of, and what its inputs mean to it.</summary>
    private static readonly string[] Unchangeable =
        ["hidden_sizes", "activation", "precision", "linear_path", "log_term_frequency", "inverse_document_frequency", "normalize_rows"];

    /// <inheritdoc cref="TrainingOptions.Resolve(TrainingRecipe)"/>
    public static TrainingRecipe Of(TrainingOptions options, TrainingRecipe earlier)
    {
        JsonObject given = RecipeJson.Given(options);
        if (RecipeDifferences.Find(given, earlier, Unchangeable) is { } differences)
            throw new ArgumentException($"a model that is trained on cannot change these options: {differences}");
        JsonObject recipe = RecipeJson.ToObject(earlier);
        // The networks of an ensemble are trained on as the one that they were merged into.
        if (options.Ensemble > 1)
        {
            throw new ArgumentException(
                $"a model is trained on as one network, but the ensemble has {options.Ensemble}; leave it out, or train a new model");
        }
        recipe["ensemble"] = 1;
        recipe["threads"] = Environment.ProcessorCount;
        foreach ((string name, JsonNode? value) in given)
            recipe[name] = value?.DeepClone();
        TrainingRecipe continued = RecipeJson.Parse(recipe.ToJsonString())!;
        RecipeValidation.Check(continued);
        return continued;
    }
}
