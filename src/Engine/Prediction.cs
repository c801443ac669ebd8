namespace Glissade;

/// <summary>A label and the score it got: the network's logit, the higher the likelier.</summary>
/// <param name="Label">Label id.</param>
/// <param name="Score">Logit.</param>
public readonly record struct Prediction(int Label, float Score);
