using System.Text.Json.Serialization;

namespace Glissade;

/// <summary>The recipe as JSON, generated at build time so that trimmed and ahead-of-time compiled programs can read it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrainingRecipe))]
internal sealed partial class RecipeJson : JsonSerializerContext;
