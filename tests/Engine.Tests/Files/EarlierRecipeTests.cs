using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glissade.Tests;

public sealed class EarlierRecipeTests
{
    /// <summary>Settings that a recipe did not have at first.</summary>
    private static readonly string[] Later =
    [
        "precision", "index", "hash_loss", "learning_steps", "deterministic", "ensemble", "shared_items", "linear_path", "linear_rate",
        "embedding_rate",
        "bucket_policy", "selection", "min_hits", "fill_uniformly", "rehash", "rehash_interval", "drift_threshold",
    ];

    [Fact]
    public void AModelFromBeforeThereWasAChoiceHasTheDefaults()
    {
        using TemporaryFolder folder = new();
        TrainingRecipe recipe = ModelFileParts.SmallRecipe;
        JsonObject json = JsonSerializer.SerializeToNode(recipe, RecipeJson.Default.TrainingRecipe)!.AsObject();
        Assert.All(Later, name => Assert.True(json.Remove(name), name));
        ModelFileParts parts = new();
        parts.Metadata["recipe"] = json.ToJsonString();
        parts.Save(folder.File("model"));
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(recipe with { HiddenSizes = [] }, model.Recipe with { HiddenSizes = [] });
    }
}
