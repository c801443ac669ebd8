namespace Glissade.Cli.Quickstart;

/// <summary>One documentation comment: a type, or one overload of a member.</summary>
/// <param name="Id">The documentation id as it stands in the file, signature included.</param>
/// <param name="Name">The parts of the id; overloads share it.</param>
/// <param name="Summary">The summary as a person reads it, on one line.</param>
/// <param name="Description">The summary as a model may see it: without the mentions that give the member's own name away.</param>
/// <param name="Details">Remarks, parameters, value and returned value, likewise without the member's own name.</param>
internal sealed record ApiMember(string Id, DocumentationId Name, string Summary, string Description, string Details);
