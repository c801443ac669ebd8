using Glissade.Cli.Quickstart;

namespace Glissade.Cli.Tests.Quickstart;

public class DocumentationIdTests
{
    [Theory]
    [InlineData("T:Kitchen.Oven", "Type", "Kitchen.Oven", "", "Oven")]
    [InlineData("T:Kitchen.Shelf`1", "Type", "Kitchen.Shelf`1", "", "Shelf")]
    [InlineData("M:Kitchen.Oven.Bake(System.Int32,Kitchen.Shelf{System.String})", "Method", "Kitchen.Oven", "Bake", "Bake")]
    [InlineData("M:Kitchen.Shelf`1.Put``2(`0,``1@)", "Method", "Kitchen.Shelf`1", "Put", "Put")]
    [InlineData("M:Kitchen.Oven.#ctor(System.Double)", "Constructor", "Kitchen.Oven", "Oven", "Oven")]
    [InlineData("M:Kitchen.Shelf`1.#ctor", "Constructor", "Kitchen.Shelf`1", "Shelf", "Shelf")]
    [InlineData("M:Kitchen.Oven.op_Implicit(Kitchen.Oven)~System.Int32", "Method", "Kitchen.Oven", "op_Implicit", "op_Implicit")]
    [InlineData("P:Kitchen.Oven.Door.IsOpen", "Property", "Kitchen.Oven.Door", "IsOpen", "IsOpen")]
    [InlineData("M:Kitchen.Shelf`1.Store#IKeep{T}#Keep``1(`0)", "Method", "Kitchen.Shelf`1", "Keep", "Keep")]
    [InlineData("P:Kitchen.Shelf`1.Store#IMap<Store#Key,Store#Value>#Keys", "Property", "Kitchen.Shelf`1", "Keys", "Keys")]
    [InlineData("F:Kitchen.Oven.Hot", "Field", "Kitchen.Oven", "Hot", "Hot")]
    [InlineData("E:Kitchen.Oven.Opened", "Event", "Kitchen.Oven", "Opened", "Opened")]
    public void PartsAreRead(string id, string kind, string type, string member, string ownName)
    {
        Assert.True(DocumentationId.TryParse(id, out DocumentationId? parsed));
        Assert.Equal((Enum.Parse<ApiMemberKind>(kind), type, member), (parsed.Value.Kind, parsed.Value.TypeName, parsed.Value.MemberName));
        Assert.Equal(ownName, parsed.Value.OwnName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Kitchen")]
    [InlineData("N:Kitchen")]
    [InlineData("!:Unknown.Thing")]
    [InlineData("M:NoType")]
    [InlineData("M:Kitchen.Oven.<Bake>b__0")]
    [InlineData("F:Kitchen.Oven._private")]
    public void OtherTextIsRefused(string id) => Assert.False(DocumentationId.TryParse(id, out _));

    [Theory]
    [InlineData("T:Kitchen.Shelf`1", "Shelf")]
    [InlineData("M:Kitchen.Oven.Bake(System.Int32)", "Bake")]
    [InlineData("M:Kitchen.Oven.#ctor(System.Int32)", "Oven")]
    [InlineData("Bake", "Bake")]
    public void ReferenceReadsAsItsLastIdentifier(string reference, string expected) =>
        Assert.Equal(expected, DocumentationId.LastIdentifier(reference));
}
